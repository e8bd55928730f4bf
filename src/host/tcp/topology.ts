import type { Topology } from '../../world/topology.ts'
import { BROKER_PORT } from '../../world/topology.ts'

/** Where brokers fetch from each other; clients never see it. */
const INTERNAL_PORT = 9094

export interface Served {
  readonly firstId: number
  readonly host: string
  /** One a broker, as the operating system gave them. */
  readonly ports: readonly number[]
  /** Server properties of all brokers and the controller. */
  readonly properties: Readonly<Record<string, string>>
}

/**
 * A cluster with two listeners a broker, as one behind a NAT has them: `PLAINTEXT` for clients, advertised under the loopback's real
 * ports, and `INTERNAL` under the machines' names inside the world.
 */
export function servedTopology({ firstId, host, ports, properties }: Served): Topology {
  const brokerProperties = Object.fromEntries(ports.map((port, i) => [firstId + i, listenersOf(`m${firstId + i}`, host, port)]))
  return {
    brokers: ports.length, firstId, brokerProperties,
    properties: { ...fewBrokers(ports.length), 'listener.security.protocol.map': SECURITY, ...properties },
  }
}

const SECURITY = 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT'

const listenersOf = (machine: string, host: string, port: number): Record<string, string> => ({
  'listeners': `PLAINTEXT://${machine}:${BROKER_PORT},INTERNAL://${machine}:${INTERNAL_PORT}`,
  'advertised.listeners': `PLAINTEXT://${host}:${port},INTERNAL://${machine}:${INTERNAL_PORT}`,
  'inter.broker.listener.name': 'INTERNAL',
})

/** Kafka keeps offsets on three brokers, and creates no group where there are fewer. */
const fewBrokers = (brokers: number): Record<string, string> =>
  brokers < 3 ? { 'offsets.topic.replication.factor': String(brokers) } : {}
