import { forClients as broker } from '../broker/for-clients.ts'
import { forClients as controller } from '../controller/for-clients.ts'
import { forwardedAnswer, forwardingHandlers } from './forwarding.ts'

/** All that servers do for those who use the cluster, and for nobody else. */
export const forClients = { broker, controller, forwardingHandlers, forwardedAnswer } as const
export type ForClients = typeof forClients
