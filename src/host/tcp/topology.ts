import type { Topology } from '../../world/topology.ts'
import { BROKER_PORT, CLUSTER_ID, CONTROLLER_PORT } from '../../world/topology.ts'
import type { KeptCluster } from './found-node.ts'

/** Where clients from outside come in; in the world itself a broker is at the usual port. */
export const OUTSIDE_PORT = 9094

export interface Served {
  readonly firstId: number
  readonly host: string
  /** One a broker, as the operating system gave them. */
  readonly ports: readonly number[]
  /** Server properties of all brokers and the controller; `log.dirs` is the brokers' alone. */
  readonly properties: Readonly<Record<string, string>>
  /** What its folder says of it. */
  readonly kept: KeptCluster | null
}

/**
 * A cluster with two listeners a broker, as one behind a NAT has them: `PLAINTEXT` for clients, advertised under the loopback's real
 * ports, and `INTERNAL` under the machines' names inside the world.
 */
export function servedTopology({ firstId, host, ports, properties: given, kept }: Served): Topology {
  const { 'log.dirs': logDirs, ...properties } = given
  const voter = kept && kept.controllerId < firstId + ports.length ? kept.controllerId : null
  const brokerProperties = Object.fromEntries(ports.map((port, i) => {
    const id = firstId + i, dirs = logDirs ?? kept?.logDirs[id]?.join(',')
    const own = { ...listenersOf(`m${id}`, host, port), ...(dirs !== undefined && { 'log.dirs': dirs }) }
    return [id, voter === null ? own : withVoter(voter, id, own)]
  }))
  return {
    brokers: ports.length, firstId, brokerProperties, controller: voter === null ? 'apart' : 'combined', clusterId: kept?.clusterId ?? CLUSTER_ID,
    properties: { ...fewBrokers(ports.length), 'listener.security.protocol.map': SECURITY, ...properties },
  }
}

/** The quorum is one of the brokers: of those that voted in the cluster this folder comes from, the one that knows most. */
const withVoter = (voter: number, id: number, properties: Record<string, string>): Record<string, string> => ({
  ...properties,
  'process.roles': id === voter ? 'broker,controller' : 'broker',
  'controller.quorum.voters': `${voter}@m${voter}:${CONTROLLER_PORT}`,
  ...(id === voter && { listeners: `${properties['listeners']},CONTROLLER://m${voter}:${CONTROLLER_PORT}` }),
})

const SECURITY = 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT'

const listenersOf = (machine: string, host: string, port: number): Record<string, string> => ({
  'listeners': `PLAINTEXT://${machine}:${OUTSIDE_PORT},INTERNAL://${machine}:${BROKER_PORT}`,
  'advertised.listeners': `PLAINTEXT://${host}:${port},INTERNAL://${machine}:${BROKER_PORT}`,
  'inter.broker.listener.name': 'INTERNAL',
})

/** Kafka keeps offsets on three brokers, and creates no group where there are fewer. */
const fewBrokers = (brokers: number): Record<string, string> =>
  brokers < 3 ? { 'offsets.topic.replication.factor': String(brokers) } : {}
