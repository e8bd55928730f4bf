import type { Action } from './action.ts'

export interface Topology {
  brokers: number
  /** `apart`: voters on machines of their own (`c1`, …); `combined`: the first brokers are voters too. */
  controller?: 'apart' | 'combined'
  /** How many voters; 1 unless said. */
  voters?: number
  /** Broker i stands in `racks[i mod length]`; `rack-a`, `rack-b`, … unless said. */
  racks?: readonly string[]
  /** Node id of the first broker; controllers come after the brokers. */
  firstId?: number
  /** Server properties beyond the defaults: of all servers, and of single brokers by node id. */
  properties?: Readonly<Record<string, string>>
  brokerProperties?: Readonly<Record<number, Readonly<Record<string, string>>>>
  profile?: string
  diskBytes?: number
  clusterId?: string
}

/** A Kafka server of a topology: where it runs and how it is configured. */
export interface ServerPlan {
  readonly process: string
  readonly machine: string
  readonly rack: string | null
  readonly nodeId: number
  readonly properties: Readonly<Record<string, string>>
}

export const BROKER_PORT = 9092
export const CONTROLLER_PORT = 9093
/** Where every server of a topology has its logs. */
export const LOG_DIR = '/data'
/** 16 bytes in base64url, as `kafka-storage random-uuid` prints them. */
export const CLUSTER_ID = 'KafkaTerrariumClusterA'

/** Brokers `broker-1` … on `m1` …, controllers `controller-4` … on `c1` …; combined servers are called brokers. */
export function serversOf(topology: Topology): ServerPlan[] {
  const nodes = nodesOf(topology)
  const voters = nodes.filter(node => node.roles.includes('controller')).map(node => `${node.nodeId}@${node.machine}:${CONTROLLER_PORT}`).join(',')
  return nodes.map(({ roles, ...node }) => ({ ...node, properties: propertiesOf({ roles, ...node }, voters, topology) }))
}

interface Node { process: string; machine: string; rack: string | null; nodeId: number; roles: readonly ('broker' | 'controller')[] }

function nodesOf({ brokers, controller = 'apart', voters = 1, firstId = 1, racks }: Topology): Node[] {
  const combined = controller === 'combined' ? Math.min(voters, brokers) : 0
  const brokerNodes = Array.from({ length: brokers }, (_, i): Node => ({
    process: `broker-${firstId + i}`, machine: `m${firstId + i}`, nodeId: firstId + i,
    rack: racks ? racks[i % racks.length] ?? null : `rack-${letter(i)}`, roles: i < combined ? ['broker', 'controller'] : ['broker'],
  }))
  if (combined > 0) return brokerNodes
  const controllers = Array.from({ length: voters }, (_, i): Node => ({
    process: `controller-${firstId + brokers + i}`, machine: `c${i + 1}`, nodeId: firstId + brokers + i, rack: null, roles: ['controller'],
  }))
  return [...controllers, ...brokerNodes]
}

const letter = (i: number): string => String.fromCharCode(97 + i % 26)

function propertiesOf({ nodeId, machine, rack, roles }: Node, voters: string, { properties, brokerProperties }: Topology): Record<string, string> {
  const listeners = [
    ...(roles.includes('broker') ? [`PLAINTEXT://${machine}:${BROKER_PORT}`] : []),
    ...(roles.includes('controller') ? [`CONTROLLER://${machine}:${CONTROLLER_PORT}`] : []),
  ]
  return {
    'node.id': String(nodeId),
    'process.roles': roles.join(','),
    'listeners': listeners.join(','),
    ...(roles.includes('broker') && { 'advertised.listeners': `PLAINTEXT://${machine}:${BROKER_PORT}` }),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': voters,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': LOG_DIR,
    ...(rack !== null && { 'broker.rack': rack }),
    ...properties,
    ...brokerProperties?.[nodeId],
  }
}

/** What makes the machines of a topology and starts its servers, controllers first. */
export function topologyActions(topology: Topology): Action[] {
  const servers = serversOf(topology)
  const { profile, diskBytes, clusterId = CLUSTER_ID } = topology
  const machines = servers.map(({ machine, rack }): Action =>
    ({ do: 'machine.add', machine, ...(rack !== null && { rack }), ...(profile && { profile }), ...(diskBytes && { diskBytes }) }))
  const starts = servers.map(({ process, machine, properties }): Action =>
    ({ do: 'process.start', process, machine, program: 'server', args: { properties, clusterId } }))
  return [...machines, ...starts]
}

/** `m1:9092,m2:9092,…`, for a client's `bootstrap.servers`. */
export const bootstrapServers = (topology: Topology): string =>
  serversOf(topology).filter(server => server.properties['process.roles']!.includes('broker')).map(({ machine }) => `${machine}:${BROKER_PORT}`).join(',')
