import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
const messages = Array.from({ length: 30 }, (_, id) => ({ key: null, value: `tap ${id}` }))

await producer.connect()
await producer.send({ topic: 'taps', messages })
await producer.disconnect()
