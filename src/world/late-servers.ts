import { makeBroker } from '../broker/broker.ts'
import type { ForClients } from '../node/for-clients.ts'
import { serverOf } from '../node/server-process.ts'

export type { ForClients }

/** What a cluster is made of, without what servers do for those who use it: that is asked for once somebody does. */
export const lateServers = (forClients: () => ForClients) => ({ server: serverOf({ broker: node => makeBroker(node), forClients }) })
