import { makeBroker } from '../broker/broker.ts'
import type { BrokerPartMaker } from '../broker/part.ts'
import type { Program } from '../env/process.ts'
import { forClients } from './for-clients.ts'
import type { ServerArgs } from './properties.ts'
import { serverOf } from './server-process.ts'

/** A Kafka server, all of it. */
export const kafkaServer: Program<ServerArgs> = serverOf({ broker: node => makeBroker(node), forClients: () => forClients })
/** One with another broker part, for tests that want to see a safety net catch. */
export const kafkaServerWith = (broker: BrokerPartMaker): Program<ServerArgs> => serverOf({ broker, forClients: () => forClients })
