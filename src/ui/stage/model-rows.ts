import type { ClusterView, PartitionId, PartitionView, ReplicaView, TopicView } from '../../world/view.ts'
import type { BrokerColumn } from './model-brokers.ts'
import type { Scope } from './scope.ts'

/** One replica in its broker's column. */
export interface ReplicaMark {
  broker: number
  /** How its log is drawn. A dead leader that metadata has not replaced yet is `offline` and still carries the pennant. */
  state: 'leader' | 'insync' | 'lagging' | 'offline'
  leads: boolean
  preferred: boolean
  start: number
  end: number
  /** The files of its log, by the first offset of each. */
  segments: ReplicaView['segments']
  /** Records to the leader's log end; negative when it holds more. */
  behind: number
}

export interface Row {
  partition: PartitionId
  topic: string
  index: number
  hue: Hue
  leader: number | null
  epoch: number
  isr: readonly number[]
  elr: readonly number[]
  minIsr: number
  leaderless: boolean
  underMinIsr: boolean
  /** Log start, high watermark and log end as the leader has them; without one, as the last that may lead has them. */
  start: number
  hw: number
  end: number
  replicas: readonly ReplicaMark[]
  /** Acknowledged and gone. */
  lost: number
}

export interface TopicBand { topic: string; hue: Hue; internal: boolean; replicationFactor: number; minIsr: number; rows: readonly Row[] }
export type Hue = 1 | 2 | 3 | 4

/** A topic's hue and glyph hang on its place among the topics people made, by name; internal topics share the last. */
const hueOf = (place: number): Hue => (place % 4 + 1) as Hue

export const topicBands = (view: ClusterView, brokers: readonly BrokerColumn[], { internal, scope }: { internal: boolean; scope: Scope | null }): TopicBand[] => {
  const names = Object.keys(view.metadata.topics).sort()
  const made = names.filter(name => !view.metadata.topics[name]!.internal)
  const shown = internal ? [...made, ...names.filter(name => view.metadata.topics[name]!.internal)] : made
  const serving = new Set(brokers.filter(broker => broker.serves).map(broker => broker.id))
  return shown.map((name, place) => bandOf({ view, serving, scope }, name, view.metadata.topics[name]!, hueOf(place)))
    .filter(band => !scope || band.rows.length > 0)
}

interface Of { view: ClusterView; serving: ReadonlySet<number>; scope: Scope | null }

const bandOf = ({ view, serving, scope }: Of, topic: string, of: TopicView, hue: Hue): TopicBand => ({
  topic, hue, internal: of.internal,
  replicationFactor: of.partitions[0]?.replicas.length ?? 0,
  minIsr: of.partitions[0]?.minIsr ?? 1,
  rows: of.partitions.flatMap((partition, index) => !scope || scope.partitions.has(`${topic}-${index}`)
    ? [rowOf(view, serving, topic, index, partition, hue)] : []),
})

/** The replica whose log end the row is measured from: the leader, else the likeliest next one, else the longest. */
export const measuredFrom = (partition: PartitionView, logs: Readonly<Record<number, ReplicaView>>): ReplicaView | null => {
  const named = partition.leader ?? partition.elr[0] ?? partition.lastKnownElr[0]
  if (named !== undefined && named !== null && logs[named]) return logs[named]
  return Object.values(logs).reduce<ReplicaView | null>((longest, log) => !longest || log.end > longest.end ? log : longest, null)
}

const rowOf = (view: ClusterView, serving: ReadonlySet<number>, topic: string, index: number, partition: PartitionView, hue: Hue): Row => {
  const id: PartitionId = `${topic}-${index}`
  const logs = view.replicas[id] ?? {}
  const of = measuredFrom(partition, logs)
  const leaderless = partition.leader === null
  return {
    partition: id, topic, index, hue, leaderless,
    leader: partition.leader, epoch: partition.epoch, isr: partition.isr, elr: partition.elr, minIsr: partition.minIsr,
    underMinIsr: !leaderless && partition.isr.length < partition.minIsr,
    start: of?.start ?? 0, hw: of?.hw ?? 0, end: of?.end ?? 0,
    replicas: partition.replicas.map(broker => replicaMark({ partition, broker, log: logs[broker], end: of?.end ?? 0, serves: serving.has(broker) })),
    lost: view.ledger.partitions[id]?.lost ?? 0,
  }
}

const NONE: ReplicaView['segments'] = []

interface MarkOf { partition: PartitionView; broker: number; log: ReplicaView | undefined; end: number; serves: boolean }

const replicaMark = ({ partition, broker, log, end, serves }: MarkOf): ReplicaMark => {
  const leads = partition.leader === broker
  return {
    broker, leads, preferred: partition.replicas[0] === broker,
    state: !serves ? 'offline' : leads ? 'leader' : partition.isr.includes(broker) ? 'insync' : 'lagging',
    start: log?.start ?? 0, end: log?.end ?? 0, behind: end - (log?.end ?? 0), segments: log?.segments ?? NONE,
  }
}
