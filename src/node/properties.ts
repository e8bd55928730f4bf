import type { Address } from '../env/process.ts'
import { readerOf } from '../metadata/configs/reader.ts'
import type { ConfigReader } from '../metadata/configs/api.ts'
import { EMPTY_IMAGE } from '../metadata/image.ts'
import { brokerValue } from '../metadata/configs/configs.ts'
import { parseVoters, type Voter } from '../metadata/raft/node.ts'

/** What a Kafka server is started with: the lines of its server.properties, under Kafka's names. */
export interface ServerArgs { readonly properties: Readonly<Record<string, string>>; readonly clusterId: string }

export type Role = 'broker' | 'controller'
export interface Listener extends Address { readonly name: string }

/** What does not change while the server lives. */
export interface ServerSettings {
  readonly nodeId: number
  readonly clusterId: string
  readonly roles: readonly Role[]
  readonly rack: string | null
  readonly voters: readonly Voter[]
  /** Where brokers' and controllers' requests are taken. */
  readonly brokerListeners: readonly Listener[]
  readonly controllerListeners: readonly Listener[]
  /** What is told to others of the broker listeners: `advertised.listeners`, or the listeners themselves. */
  readonly advertised: readonly Listener[]
  readonly interBrokerListener: string
  /** `log.dirs`, each once. */
  readonly logDirs: readonly string[]
  /** `metadata.log.dir`, or the first of `log.dirs`. */
  readonly metadataDir: string
  readonly fixed: Readonly<Record<string, string>>
  /** Server properties over Kafka's defaults. */
  readonly own: ConfigReader
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '')

export function readProperties({ properties: fixed, clusterId }: ServerArgs): ServerSettings {
  const nodeId = Number(fixed['node.id'])
  const own = readerOf(name => brokerValue({ image: EMPTY_IMAGE, nodeId, fixed }, name))
  const forControllers = new Set(own.list('controller.listener.names'))
  const listeners = parseListeners(own.string('listeners'))
  const brokerListeners = listeners.filter(({ name }) => !forControllers.has(name))
  const advertised = fixed['advertised.listeners'] ? parseListeners(fixed['advertised.listeners']) : listeners
  const named = own.list('log.dirs'), logDirs = [...new Set((named.length > 0 ? named : own.list('log.dir')).map(withoutSlash))]
  return {
    nodeId, clusterId, fixed, own, brokerListeners,
    roles: own.list('process.roles') as Role[],
    rack: fixed['broker.rack'] ?? null,
    voters: parseVoters(own.list('controller.quorum.voters').join(',')),
    controllerListeners: listeners.filter(({ name }) => forControllers.has(name)),
    advertised: advertised.filter(({ name }) => !forControllers.has(name)),
    interBrokerListener: own.string('inter.broker.listener.name') || (brokerListeners[0]?.name ?? ''),
    logDirs,
    metadataDir: withoutSlash(own.string('metadata.log.dir')) || logDirs[0]!,
  }
}

/** `PLAINTEXT://m1:9092,CONTROLLER://m1:9093`. */
function parseListeners(text: string): Listener[] {
  return text.split(',').map(entry => entry.trim()).filter(Boolean).map(entry => {
    const [, name, host, port] = /^([\w.-]+):\/\/(.*):(\d+)$/.exec(entry) ?? []
    if (!name) throw new Error(`listener '${entry}' does not read NAME://host:port`)
    return { name, host: host!, port: Number(port) }
  })
}

/** Why a server with these properties cannot start here, or null. */
export function unsupported({ roles, voters, nodeId }: ServerSettings): string | null {
  if (roles.length === 0) return 'process.roles must name broker, controller or both'
  if (voters.length === 0) return 'controller.quorum.voters must name the controllers'
  if (roles.includes('controller') && voters.length > 1) return 'a quorum of more than one voter is not supported'
  return roles.includes('controller') && voters[0]!.id !== nodeId ? `node.id ${nodeId} is not among controller.quorum.voters` : null
}
