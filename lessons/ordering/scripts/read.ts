import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'desk', fromBeginning: true } })

await consumer.connect()
await consumer.subscribe({ topic: 'scans' })
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    const { parcel, step } = JSON.parse(String(message.value))
    console.log(`${parcel} step ${step}, from partition ${partition}`)
  },
})
