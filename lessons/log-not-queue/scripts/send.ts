import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()

await producer.connect()
const [answer] = await producer.send({ topic: 'orders', messages: [{ value: 'tea' }, { value: 'rice' }, { value: 'soap' }] })
console.log(`three orders, from offset ${answer.baseOffset}`)
await producer.disconnect()
