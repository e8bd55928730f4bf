import type { Program } from '../../env/process.ts'
import { AdminProgram, type AdminArgs } from './admin.ts'
import { ConsumerProgram, type ConsumerArgs } from './consumer.ts'
import { ProducerProgram, type ProducerArgs } from './producer.ts'

const producer: Program<ProducerArgs> = (env, args) => new ProducerProgram(env, args)
const consumer: Program<ConsumerArgs> = (env, args) => new ConsumerProgram(env, args)
const admin: Program<AdminArgs> = (env, args) => new AdminProgram(env, args)

/** Who uses a cluster, by the name an action starts them with. */
export const clientPrograms = { producer, consumer, admin }
