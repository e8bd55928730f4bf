import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
// which partition, 0 to 2, will each card's tap go to?
const predicted = { 'card-7': 0, 'card-8': 0, 'card-9': 0 }

await producer.connect()
for (const [key, partition] of Object.entries(predicted)) {
  const [answer] = await producer.send({ topic: 'taps', messages: [{ key, value: JSON.stringify({ predicted: partition }) }] })
  console.log(`${key}: predicted ${partition}, went to ${answer.partition}`)
}
await producer.disconnect()
