import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
const click = 'x'.repeat(10_000)

await producer.connect()
for (let batch = 0; batch < 12; batch++) {
  await producer.send({ topic: 'clicks', messages: [1, 2, 3, 4, 5].map(() => ({ value: click })) })
}
console.log('600,000 bytes more')
await producer.disconnect()
