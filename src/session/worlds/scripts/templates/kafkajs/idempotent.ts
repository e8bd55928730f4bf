// Sends whatever happens, and no record twice: the broker knows this producer by its id and counts its batches (KIP-98).
// An answer that is lost makes the producer send again; the broker sees the number it has already and only answers once more.
import { Kafka } from 'kafkajs'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new Kafka({ clientId: 'idempotent', brokers: brokers.split(',') })
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()

for (let n = 1; ; n++) {
  try {
    await producer.send({ topic: 'orders', acks: -1, messages: [{ key: 'meter-7', value: String(n) }] })
  } catch (error) {
    console.error(`reading ${n}: ${(error as Error).message}`)
  }
  await new Promise(resolve => setTimeout(resolve, 500))
}
