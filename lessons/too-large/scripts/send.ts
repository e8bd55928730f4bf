import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092', 'broker-2:9092'] } })
const producer = kafka.producer({ 'message.max.bytes': 1_000_000 }) // Java calls it max.request.size
const photo = 'x'.repeat(2_000_000)

await producer.connect()
try {
  const [answer] = await producer.send({ topic: 'photos', messages: [{ key: 'cat', value: photo }] })
  console.log(`a photo of ${photo.length} bytes at offset ${answer.baseOffset}`)
} catch (error) {
  console.error((error as Error).message)
}
await producer.disconnect()
