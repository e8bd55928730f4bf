import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = ['broker-1:9092', 'broker-2:9092', 'broker-3:9092']
const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers } })
const producer = kafka.producer({ kafkaJS: { acks: -1, idempotent: true } }) // -1 is acks=all

await producer.connect()
for (let id = 0; ; id++) {
  producer.send({ topic: 'orders', messages: [{ key: `customer-${id % 100}`, value: JSON.stringify({ id, won: 12_000 }) }] })
    .catch(error => console.log(`${id} failed: ${error.message}`))
  await new Promise(resolve => setTimeout(resolve, 100))
}
