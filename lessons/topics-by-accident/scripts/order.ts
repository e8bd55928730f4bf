import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092', 'broker-2:9092'] } })
const producer = kafka.producer()
const topic = 'oders'

await producer.connect()
try {
  await producer.send({ topic, messages: [{ value: 'two bowls of noodles' }] })
  console.log(`sent to ${topic}`)
} catch (error) {
  console.error((error as Error).message)
}
await producer.disconnect()
