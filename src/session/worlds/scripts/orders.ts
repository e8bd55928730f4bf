// Sends five orders a second to the topic the checkout writes to. One customer, one key, one partition: their orders stay in order.
import { Kafka } from 'kafkajs'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new Kafka({ clientId: 'orders', brokers: brokers.split(',') })
const producer = kafka.producer({ idempotent: true })
await producer.connect()

const customers = ['ada', 'grace', 'edsger', 'barbara', 'leslie']
for (let id = 1; ; id++) {
  const customer = customers[id % customers.length]
  const [answer] = await producer.send({ topic: 'orders', messages: [{ key: customer, value: JSON.stringify({ id, customer, cents: 100 * id }) }] })
  console.log(`order ${id} of ${customer}: partition ${answer.partition}, offset ${answer.baseOffset}`)
  await new Promise(resolve => setTimeout(resolve, 200))
}
