import type { WorldDefinition } from '../../host/bring.ts'
import type { Matcher } from '../../host/matcher.ts'
import type { Action } from '../../world/action.ts'
import { bootstrapServers, topologyActions } from '../../world/topology.ts'
import type { Topology } from '../../world/topology.ts'

/** The free world's name in the store. */
export const THREE_RACKS = 'three-racks'

const topology: Topology = { brokers: 3, controller: 'apart', racks: ['rack-a', 'rack-b', 'rack-c'] }
const configs = { 'bootstrap.servers': bootstrapServers(topology) }

/** The one who has wishes Kafka has an API for; everything a person asks for goes through it. */
const admin: Action = { do: 'process.start', process: 'admin', program: 'admin', args: { configs } }

const orders: Action = {
  do: 'process.command', process: 'admin',
  command: {
    tag: 'orders',
    command: { do: 'createTopics', topics: [{ name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } }] },
  },
}

/** A shop's checkout: forty orders a second, keyed by customer. */
const checkout: Action = {
  do: 'process.start', process: 'checkout', program: 'producer',
  args: { configs: { ...configs, 'linger.ms': '5' }, topic: 'orders', recordsPerSecond: 40, valueBytes: 100, keys: 200 },
}

/** A member that dies is missed after ten seconds instead of Kafka's 45: one need not wait long to see its partitions move. */
const reader = (group: string): Record<string, string> =>
  ({ ...configs, 'group.id': group, 'auto.offset.reset': 'earliest', 'session.timeout.ms': '10000' })

/** Bills what was ordered, in a group of three. Each record takes a member 50 ms: three keep up with ease, two just so, one falls behind. */
const billing = [1, 2, 3].map((member): Action => ({
  do: 'process.start', process: `billing-${member}`, program: 'consumer',
  args: { configs: reader('billing'), topics: ['orders'], workMsPerRecord: 50 },
}))

/** Counts orders, alone in its group. */
const analytics: Action = {
  do: 'process.start', process: 'analytics-1', program: 'consumer',
  args: { configs: reader('analytics'), topics: ['orders'], workMsPerRecord: 5 },
}

const unfenced = (broker: number): Matcher => ({ path: ['metadata', 'brokers', broker, 'fenced'], equals: false })
const led = (partition: number): Matcher => ({ path: ['metadata', 'topics', 'orders', 'partitions', partition, 'leader'], exists: true })

const joined = (group: string, members: number): Matcher =>
  ({ all: [{ path: ['groups', group, 'state'], equals: 'Stable' }, { path: ['groups', group, 'members', 'length'], equals: members }] })
const withinMinute = (...all: Matcher[]) => ({ until: { all }, for: 60_000_000 })

/**
 * Three brokers in three racks, a controller of its own, a topic with six partitions, somebody who writes to it and two groups that
 * read it. Whoever comes finds all of it at work.
 */
export const threeRacks = (seed: number): WorldDefinition => ({
  id: THREE_RACKS, kind: 'free', seed, start: topologyActions(topology),
  opening: [
    withinMinute(...[1, 2, 3].map(unfenced)), admin, orders,
    withinMinute(...[0, 1, 2, 3, 4, 5].map(led)), checkout, ...billing, analytics,
    withinMinute(joined('billing', 3), joined('analytics', 1)),
  ],
})
