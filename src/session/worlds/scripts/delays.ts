// Reads what flights.ts sends, from the beginning, and keeps the mean delay of each airport's departures.
import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = process.env.BOOTSTRAP_SERVERS ?? 'broker-1:9092,broker-2:9092,broker-3:9092'
const kafka = new KafkaJS.Kafka({ kafkaJS: { clientId: 'delays', brokers: brokers.split(',') } })
const consumer = kafka.consumer({ kafkaJS: { groupId: 'delays', fromBeginning: true } })
await consumer.connect()
await consumer.subscribe({ topic: 'flights' })

const airports: Record<string, { departures: number; minutes: number }> = {}
let read = 0
await consumer.run({
  eachMessage: async ({ message }) => {
    const airport = airports[String(message.key)] ??= { departures: 0, minutes: 0 }
    airport.departures++
    airport.minutes += JSON.parse(String(message.value)).delay
    if (++read % 200 === 0) console.log(`${read} departures; latest of all: ${latest()}`)
  },
})

function latest(): string {
  const often = Object.entries(airports).filter(([, { departures }]) => departures >= 5)
  const means = often.map(([code, { departures, minutes }]): [string, number] => [code, minutes / departures])
  return means.sort(([, a], [, b]) => b - a).slice(0, 3).map(([code, mean]) => `${code} ${Math.round(mean)} min`).join(', ')
}
