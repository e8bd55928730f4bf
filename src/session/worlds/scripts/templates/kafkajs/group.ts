// Two consumers of one group share the partitions out. Stop a broker, or run this file under a second name, and watch them move.
import { Kafka } from 'kafkajs'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new Kafka({ clientId: 'group', brokers: brokers.split(',') })

for (const name of ['first', 'second']) {
  const consumer = kafka.consumer({ groupId: 'readers', sessionTimeout: 30_000 })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      console.log(`${name}: partition ${partition}, offset ${message.offset}: ${message.value}`)
    },
  })
}
