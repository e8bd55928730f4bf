import { kafkaServer } from '../node/server.ts'

/** What a cluster is made of. */
export const servers = { server: kafkaServer }
