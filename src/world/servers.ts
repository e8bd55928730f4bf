import { kafkaServer } from '../node/server.ts'

/** What a cluster is made of: enough for one that nobody uses yet. */
export const servers = { server: kafkaServer }
