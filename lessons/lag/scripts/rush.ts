import { Kafka } from 'kafkajs'

const kafka = new Kafka({ brokers: ['broker-1:9092'] })
const producer = kafka.producer()

await producer.connect()
for (let id = 0; ; id += 6) {
  const messages = [0, 1, 2, 3, 4, 5].map(each => ({ key: 'table-7', value: JSON.stringify({ id: id + each, dish: 'bibimbap' }) }))
  await producer.send({ topic: 'orders', messages })
  await new Promise(resolve => setTimeout(resolve, 180))
}
