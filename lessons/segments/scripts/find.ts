import { Kafka } from 'kafkajs'

const kafka = new Kafka({ brokers: ['broker-1:9092'] })
const offset = 2500
const groupId = `finder-${Date.now()}`

// a new group, set on that offset before it begins
const admin = kafka.admin()
await admin.connect()
await admin.setOffsets({ groupId, topic: 'clicks', partitions: [{ partition: 0, offset: String(offset) }] })
await admin.disconnect()

let first = true
const consumer = kafka.consumer({ groupId })
await consumer.connect()
await consumer.subscribe({ topic: 'clicks' })
await consumer.run({
  eachMessage: async ({ message }) => {
    if (first) console.log(`offset ${message.offset}, written at ${new Date(Number(message.timestamp)).toISOString()}`)
    first = false
  },
})
