import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer({ kafkaJS: { acks: -1, idempotent: true } })

await producer.connect()
for (let id = 0; id < 300; id += 10) {
  const messages = Array.from({ length: 10 }, (_, n) => ({ value: JSON.stringify({ id: id + n, won: 18_000 }) }))
  await producer.send({ topic: 'orders', messages })
}
console.log('300 orders acknowledged')
await producer.disconnect()
