import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })
const producer = kafka.producer()
const shops = ['noodles', 'noodles', 'bakery', 'noodles', 'noodles', 'noodles', 'tea', 'noodles', 'noodles', 'bento']
const opened = Date.now()

await producer.connect()
// three new orders a tick; each is placed, cooked a tick later, served the tick after that
for (let tick = 0; ; tick++) {
  const messages = ['placed', 'cooked', 'served'].flatMap((step, ago) => [0, 1, 2].map(each => {
    const n = (tick - ago) * 3 + each
    const shop = shops[Math.abs(n) % shops.length], order = `${opened}-${n}`
    return { key: shop, value: JSON.stringify({ shop, order, step }) }
  }))
  await producer.send({ topic: 'orders', messages })
  await new Promise(resolve => setTimeout(resolve, 250))
}
