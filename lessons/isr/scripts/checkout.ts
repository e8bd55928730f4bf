import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = ['broker-1:9092', 'broker-2:9092', 'broker-3:9092']
const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers } })
const producer = kafka.producer({ kafkaJS: { acks: -1, idempotent: true }, 'batch.size': 65536 }) // -1 is acks=all

await producer.connect()
for (let id = 0; ; id++) {
  const value = JSON.stringify({ id, cents: 4200, note: '.'.repeat(960) })
  producer.send({ topic: 'payments', messages: [{ value }] })
    .catch(error => console.log(`${id} failed: ${error.message}`))
  await new Promise(resolve => setTimeout(resolve, 10))
}
