// Makes a topic, and reads back what the cluster says of it.
import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new KafkaJS.Kafka({ kafkaJS: { clientId: 'admin', brokers: brokers.split(',') } })
const admin = kafka.admin()
await admin.connect()

const made = await admin.createTopics({
  topics: [{ topic: 'payments', numPartitions: 3, replicationFactor: 3, configEntries: [{ name: 'min.insync.replicas', value: '2' }] }],
})
console.log(made ? 'payments is there now' : 'payments was there already')
const [payments] = await admin.fetchTopicMetadata({ topics: ['payments'] })
for (const { partitionId, leader, isr } of payments.partitions) console.log(`partition ${partitionId}: leader ${leader}, in sync ${isr.join()}`)
await admin.disconnect()
