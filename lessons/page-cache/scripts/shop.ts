import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = ['broker-1:9092', 'broker-2:9092', 'broker-3:9092']
const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers } })
const producer = kafka.producer({ kafkaJS: { acks: -1, idempotent: true } }) // -1 is acks=all

await producer.connect()
for (let id = 0; ; id++) {
  producer.send({ topic: 'orders', messages: [{ value: JSON.stringify({ id, won: 18_000 }) }] })
    .then(() => id % 20 === 0 && console.log(`order ${id} is acknowledged by all`))
    .catch(error => console.log(`order ${id}: ${error.message}`))
  await new Promise(resolve => setTimeout(resolve, 100))
}
