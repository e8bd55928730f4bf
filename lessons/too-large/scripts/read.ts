import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092', 'broker-2:9092'] } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'album', fromBeginning: true } }) // max.partition.fetch.bytes as it is

await consumer.connect()
await consumer.subscribe({ topic: 'photos' })
await consumer.run({
  eachMessage: async ({ message }) => {
    console.log(`offset ${message.offset}: ${message.value?.length} bytes`)
  },
})
