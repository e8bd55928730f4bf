import { KafkaJS } from '@confluentinc/kafka-javascript'

const brokers = ['broker-1:9092', 'broker-2:9092', 'broker-3:9092']
const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers } })
const producer = kafka.producer({
  kafkaJS: { acks: -1, idempotent: true }, // -1 is acks=all
  'request.timeout.ms': 10_000,
  'delivery.timeout.ms': 30_000, // a send that is not acknowledged in 30 s is reported as failed
})

await producer.connect()
for (let id = 0; ; id++) {
  producer.send({ topic: 'orders', messages: [{ value: JSON.stringify({ id, won: 18_000 }) }] })
    .catch(error => console.log(`order ${id}: ${error.message}`))
  await new Promise(resolve => setTimeout(resolve, 100))
}
