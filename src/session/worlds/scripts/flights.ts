// Streams 2,000 American flights of early 2001, four days a second. One airport, one key, one partition: its departures stay in order.
// Data: U.S. Bureau of Transportation Statistics, on-time performance; flights-2k.json of vega-datasets.
import { Kafka } from 'kafkajs'
import data from 'vega-datasets'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new Kafka({ clientId: 'flights', brokers: brokers.split(',') })

const admin = kafka.admin()
await admin.connect()
await admin.createTopics({ topics: [{ topic: 'flights', numPartitions: 6, replicationFactor: 3 }] })
await admin.disconnect()

type Flight = { date: string; delay: number; distance: number; origin: string; destination: string }
const flights: Flight[] = await data['flights-2k.json']()

const producer = kafka.producer({ idempotent: true })
await producer.connect()
for (const day of new Set(flights.map(flight => flight.date.slice(0, 10)))) {
  const departures = flights.filter(flight => flight.date.startsWith(day))
  // The record's own time is now, its date is in the value: of a record stamped 2001, retention.ms would say that it is long over.
  await producer.send({ topic: 'flights', messages: departures.map(flight => ({ key: flight.origin, value: JSON.stringify(flight) })) })
  console.log(`${day}: ${departures.length} departures`)
  await new Promise(resolve => setTimeout(resolve, 250))
}
await producer.disconnect()
