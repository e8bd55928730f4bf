// Reads the topic in a group of its own, from now on. Run it twice under two names and watch the partitions being shared out.
import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new KafkaJS.Kafka({ kafkaJS: { clientId: 'watch', brokers: brokers.split(',') } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'watch' } })
await consumer.connect()
await consumer.subscribe({ topic: 'orders' })

const seen: Record<number, number> = {}
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    seen[partition] = (seen[partition] ?? 0) + 1
    if (seen[partition] % 50 === 0) console.log(`partition ${partition}: ${seen[partition]} read, now at offset ${message.offset}`)
  },
})
