import { AdminProgram, type AdminArgs } from '../client/programs/admin.ts'
import { ConsumerProgram, type ConsumerArgs } from '../client/programs/consumer.ts'
import { ProducerProgram, type ProducerArgs } from '../client/programs/producer.ts'
import type { Program } from '../env/process.ts'
import { kafkaServer } from '../node/server.ts'
import type { Programs } from './region.ts'

const producer: Program<ProducerArgs> = (env, args) => new ProducerProgram(env, args)
const consumer: Program<ConsumerArgs> = (env, args) => new ConsumerProgram(env, args)
const admin: Program<AdminArgs> = (env, args) => new AdminProgram(env, args)

/** Kafka's own programs, by the name an action starts them with. */
export const programs: Programs = { server: kafkaServer, producer, consumer, admin }
