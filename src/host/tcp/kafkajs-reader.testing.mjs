import { Kafka, logLevel } from 'kafkajs'

/*
 * A consumer in a process of its own, as applications are. What happens to it is said in lines of JSON; it ends when it is killed, for one
 * that starts again after a crash cannot be stopped from within.
 */

const [bootstrapServers, groupId, topic] = process.argv.slice(2)
const say = said => process.stdout.write(`${JSON.stringify(said)}\n`)
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING, retry: { initialRetryTime: 50, retries: 12 } })
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, heartbeatInterval: 200, sessionTimeout: 6_000 })

consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => say({ is: 'joined', partitions: memberAssignment[topic]?.length ?? 0 }))
consumer.on('consumer.crash', () => say({ is: 'crashed' }))
consumer.on('consumer.fetch', () => say({ is: 'fetched' }))
await consumer.connect()
await consumer.subscribe({ topic, fromBeginning: true })
await consumer.run({ eachMessage: async ({ message }) => say({ is: 'read', value: message.value.toString() }) })
