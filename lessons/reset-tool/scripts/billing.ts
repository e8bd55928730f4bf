import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'billing' } })

await consumer.connect()
await consumer.subscribe({ topic: 'events' })
await consumer.run({
  eachBatch: async ({ batch }) => {
    console.log(`billed ${batch.partition}@${batch.firstOffset()}–${batch.lastOffset()}`)
  },
})
