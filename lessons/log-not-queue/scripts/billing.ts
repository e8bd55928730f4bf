import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'billing', fromBeginning: true } })

await consumer.connect()
await consumer.subscribe({ topic: 'orders' })
await consumer.run({
  eachMessage: async ({ message }) => {
    console.log(`bill for offset ${message.offset}`)
  },
})
