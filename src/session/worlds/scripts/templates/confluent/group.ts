// Two consumers of one group share the partitions out. Stop a broker, or run this file under a second name, and watch them move.
import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new KafkaJS.Kafka({ kafkaJS: { clientId: 'group', brokers: brokers.split(',') } })

for (const name of ['first', 'second']) {
  const consumer = kafka.consumer({ kafkaJS: { groupId: 'readers', fromBeginning: true } })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders' })
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      console.log(`${name}: partition ${partition}, offset ${message.offset}: ${message.value}`)
    },
  })
}
