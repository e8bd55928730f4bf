// Makes a topic, and reads back what the cluster says of it.
import { Kafka } from 'kafkajs'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new Kafka({ clientId: 'admin', brokers: brokers.split(',') })
const admin = kafka.admin()
await admin.connect()

const made = await admin.createTopics({
  topics: [{ topic: 'payments', numPartitions: 3, replicationFactor: 3, configEntries: [{ name: 'min.insync.replicas', value: '2' }] }],
})
console.log(made ? 'payments is there now' : 'payments was there already')
const { topics } = await admin.fetchTopicMetadata({ topics: ['payments'] })
for (const { partitionId, leader, isr } of topics[0].partitions) console.log(`partition ${partitionId}: leader ${leader}, in sync ${isr.join()}`)
await admin.disconnect()
