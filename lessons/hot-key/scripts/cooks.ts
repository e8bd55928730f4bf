import { KafkaJS } from '@confluentinc/kafka-javascript'

const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } })

// four more cooks, each as fast as the others
for (let cook = 5; cook <= 8; cook++) {
  const consumer = kafka.consumer({ kafkaJS: { groupId: 'kitchen' } })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders' })
  await consumer.run({ eachMessage: () => new Promise(resolve => setTimeout(resolve, 50)) })
}
