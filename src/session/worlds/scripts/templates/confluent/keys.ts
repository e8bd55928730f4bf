// Sends ten records, each with a key: records of one key go to one partition and stay in order there.
import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new KafkaJS.Kafka({ kafkaJS: { clientId: 'keys', brokers: brokers.split(',') } })
const producer = kafka.producer({ 'linger.ms': 5 })
await producer.connect()

const keys = ['red', 'green', 'blue']
for (let n = 1; n <= 10; n++) {
  const key = keys[n % keys.length]
  const [answer] = await producer.send({ topic: 'orders', messages: [{ key, value: `${key} ${n}` }] })
  console.log(`${key}: partition ${answer.partition}, offset ${answer.baseOffset}`)
}
await producer.disconnect()
