/* What a cluster in use has besides servers that stand: those who use it, and what servers do for them. */
export { forClients } from '../world/for-clients.ts'
export { visitors } from './visitors.ts'
