import type { ClusterView, MachineView, PartitionView, RunningView, ServerView } from '../world/view.ts'
import { empty } from './view-fixture.ts'

/*
 * A fleet of plain data, for tests of the map and for measuring how fast it is drawn: two brokers a rack, three replicas a partition in
 * three racks. Rack 19 is dark, broker 72 is behind, and what follows from that is said of every partition.
 */

export interface FleetSize { brokers: number; topics: number; partitions: number }

const DARK_RACK = 19
const SLOW = 72
const rackOf = (id: number) => Math.ceil(id / 2)
const isDark = (id: number) => rackOf(id) === DARK_RACK

export const fleetView = ({ brokers, topics, partitions }: FleetSize): ClusterView => {
  const ids = Array.from({ length: brokers }, (_, i) => i + 1)
  const metadata: ClusterView['metadata'] = {
    offset: 1, epoch: 1, clusterId: 'KafkaTerrariumClusterA',
    brokers: Object.fromEntries(ids.map(id => [id, { id, epoch: id, rack: `rack-${rackOf(id)}`, host: `m${id}`, port: 9_092, fenced: isDark(id), inControlledShutdown: false }])),
    topics: Object.fromEntries(Array.from({ length: topics }, (_, t) => [`orders.${t + 1}`, {
      topicId: `t${t}`, internal: false, configs: {}, partitions: Array.from({ length: partitions }, (_, p) => partitionOf(t * partitions + p, brokers)),
    }])),
  }
  return {
    ...empty, metadata, controller: { active: 1, epoch: 1, voters: [1] },
    machines: Object.fromEntries(ids.map(id => [`m${id}`, machineOf(id)])),
    processes: Object.fromEntries(ids.map(id => [`broker-${id}`, serverOf(id, metadata)])),
  }
}

/** Replicas in three neighbouring racks, one each. A leader in the dark rack is not always replaced. */
const partitionOf = (n: number, brokers: number): PartitionView => {
  const replicas = [0, 2, 4].map(by => (n * 7 + by) % brokers + 1)
  const isr = replicas.filter(id => !isDark(id) && id !== SLOW)
  const leaderless = isDark(replicas[0]!) && n % 3 === 0
  return {
    replicas, isr: leaderless ? [] : isr, elr: [], lastKnownElr: leaderless ? [replicas[0]!] : [], leader: leaderless ? null : isr[0] ?? null,
    epoch: 1, partitionEpoch: 1, minIsr: n % 11 === 0 ? 3 : 2,
  }
}

const machineOf = (id: number): MachineView => ({
  name: `m${id}`, rack: `rack-${rackOf(id)}`, power: !isDark(id), bootedAt: 0, profile: 'laptop', busy: {},
  disk: { usedBytes: 60 + id % 17, capBytes: 100, dirtyBytes: 0, slow: id === SLOW ? 40 : null, offline: false },
})

const serverOf = (id: number, metadata: ClusterView['metadata']): RunningView => ({
  name: `broker-${id}`, machine: `m${id}`, program: 'server', state: isDark(id) ? 'down' : 'up', exit: null, startedAt: 0,
  view: {
    kind: 'server', nodeId: id, roles: id === 1 ? ['broker', 'controller'] : ['broker'], logDir: '/data', lifecycle: 'RUNNING', replicas: {}, groups: {}, metadata,
    quorum: { leader: 1, epoch: 1, end: 1, hw: 1, voters: [1] }, purgatory: {},
  } satisfies ServerView,
})
