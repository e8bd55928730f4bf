import type { Address } from '../../env/process.ts'
import type { DisconnectReason } from '../../net/outcome.ts'
import { Errors, errorName } from '../../protocol/errors.ts'
import type { ClientLog } from './client-log.ts'
import type { Cluster } from './cluster.ts'

/** An address of the first list, by its number in it. */
export const bootstrapName = (index: number): string => `bootstrap-${index}`
const isBootstrap = (destination: string): boolean => destination.startsWith('bootstrap-')
/** Node.toString of one that is known by no more than its address; the first is -1, the second -2. */
const bootstrapId = (destination: string): number => -1 - Number(destination.slice('bootstrap-'.length))
const nodeOf = (destination: string): string => isBootstrap(destination) ? String(bootstrapId(destination)) : destination
/** An InetSocketAddress. Of the names in a world only this one has an address besides itself. */
const socketText = ({ host, port }: Address): string => host === 'localhost' ? `${host}/127.0.0.1:${port}` : `${host}:${port}`

const NEVER_THERE: ReadonlySet<DisconnectReason> = new Set(['refused', 'unreachable'])
const LEFT: ReadonlySet<DisconnectReason> = new Set([...NEVER_THERE, 'ended', 'reset'])

/**
 * A connection is gone (NetworkClient.handleDisconnections, handleTimedOutRequests). `isFirst`: no answer has told of the cluster yet, so
 * that a mistaken `bootstrap.servers` may be why.
 */
export function logDisconnected(log: ClientLog, destination: string, address: Address | null, why: DisconnectReason, isFirst: boolean): void {
  const node = nodeOf(destination)
  if (why === 'timedOut') log.write('INFO', 'NetworkClient', `Disconnecting from node ${node} due to request timeout.`)
  if (LEFT.has(why)) log.write('INFO', 'NetworkClient', `Node ${node} disconnected.`)
  if (!address) return
  if (NEVER_THERE.has(why)) {
    log.write('WARN', 'NetworkClient', `Connection to node ${node} (${socketText(address)}) could not be established. Node may not be available.`)
  }
  if (isFirst && isBootstrap(destination)) {
    log.write('WARN', 'NetworkClient', `Bootstrap broker ${address.host}:${address.port} (id: ${node} rack: null isFenced: false) disconnected`)
  }
}

/** What an answer says of topics that cannot be used now (NetworkClient.handleSuccessfulResponse, Metadata.checkInvalidTopics). */
export function logMetadata(log: ClientLog, correlation: number, { errors }: Cluster): void {
  if (errors.size === 0) return
  const issues = [...errors].map(([topic, error]) => `${topic}=${errorName(error)}`).join(', ')
  log.write('WARN', 'NetworkClient', `The metadata response from the cluster reported a recoverable issue with correlation id ${correlation} : {${issues}}`)
  const invalid = [...errors].filter(([, error]) => error === Errors.INVALID_TOPIC_EXCEPTION).map(([topic]) => topic)
  if (invalid.length > 0) log.write('ERROR', 'Metadata', `Metadata response reported invalid topics [${invalid.join(', ')}]`)
}
