import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
const card = 'card-1'

await producer.connect()
for (const won of [3_000, 1_200, 500]) {
  const [answer] = await producer.send({ topic: 'payments', messages: [{ key: card, value: JSON.stringify({ card, won }) }] })
  console.log(`${card} pays ${won}: partition ${answer.partition}, offset ${answer.baseOffset}`)
}
await producer.disconnect()
