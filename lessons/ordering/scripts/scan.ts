import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
const photo = 'x'.repeat(40_000)

await producer.connect()
for (const step of [1, 2, 3, 4]) {
  for (const parcel of ['seoul-7', 'busan-3', 'jeju-9']) {
    const key = null
    await producer.send({ topic: 'scans', messages: [{ key, value: JSON.stringify({ parcel, step, photo }) }] })
    console.log(`${parcel} step ${step}`)
  }
}
await producer.disconnect()
