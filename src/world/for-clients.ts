export { forClients } from '../node/for-clients.ts'
