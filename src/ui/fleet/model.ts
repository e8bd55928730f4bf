import type { ClusterView, PartitionId, PartitionView } from '../../world/view.ts'
import { brokerColumns, type BrokerColumn } from '../stage/model-brokers.ts'

/** The worst that holds of a partition; `behind`: a replica of it is outside the ISR. */
export type PartitionState = 'leaderless' | 'under-min' | 'behind' | 'healthy'
export const STATES: readonly PartitionState[] = ['leaderless', 'under-min', 'behind', 'healthy']

export interface FleetPartition { partition: PartitionId; topic: string; state: PartitionState; of: PartitionView }
/** `dark`: none of its brokers serves. */
export interface FleetRack { name: string; brokers: readonly BrokerColumn[]; dark: boolean }

/** What metadata alone says, and what is worked out once for each of its versions. */
export interface Placed {
  partitions: readonly FleetPartition[]
  counts: Readonly<Record<PartitionState, number>>
  /** Partitions that their preferred replica does not lead: Kafka's `PreferredReplicaImbalanceCount`. */
  unpreferred: number
  /** Partitions with a replica in a rack, by its name. */
  byRack: ReadonlyMap<string, number>
}
/** A cluster as the map shows it. `median`: of the leaders a broker that serves has. */
export interface Fleet extends Placed {
  racks: readonly FleetRack[]
  median: { leads: number; replicas: number }
}

type Metadata = Pick<ClusterView['metadata'], 'topics' | 'brokers'>

export const placedOf = ({ topics, brokers }: Metadata, internal: boolean): Placed => {
  const partitions = partitionsOf(topics, internal)
  return {
    partitions, counts: countsOf(partitions), byRack: byRackOf(partitions, brokers),
    unpreferred: partitions.filter(({ of }) => of.leader !== of.replicas[0]).length,
  }
}

export const fleetOf = (view: ClusterView, options: { internal: boolean }, placed = placedOf(view.metadata, options.internal)): Fleet => {
  const brokers = brokerColumns(view, options)
  const serving = brokers.filter(broker => broker.serves)
  return {
    ...placed, racks: racksOf(brokers),
    median: { leads: median(serving.map(b => b.leads)), replicas: median(serving.map(b => b.replicas)) },
  }
}

export const stateOfPartition = ({ leader, isr, replicas, minIsr }: PartitionView): PartitionState => {
  if (leader === null) return 'leaderless'
  if (isr.length < minIsr) return 'under-min'
  return isr.length < replicas.length ? 'behind' : 'healthy'
}

const partitionsOf = (topics: Metadata['topics'], internal: boolean): FleetPartition[] => Object.keys(topics).sort(byNumber)
  .filter(topic => internal || !topics[topic]!.internal)
  .flatMap(topic => topics[topic]!.partitions.map((of, i): FleetPartition =>
    ({ partition: `${topic}-${i}`, topic, state: stateOfPartition(of), of })))

/** orders.2 before orders.10. */
const byNumber = (a: string, b: string): number => {
  const [x, y] = [/\d+$/.exec(a), /\d+$/.exec(b)]
  if (x && y && a.slice(0, x.index) === b.slice(0, y.index)) return Number(x[0]) - Number(y[0])
  return a < b ? -1 : a > b ? 1 : 0
}

const racksOf = (brokers: readonly BrokerColumn[]): FleetRack[] => {
  const by = new Map<string, BrokerColumn[]>()
  for (const broker of brokers) {
    const name = broker.rack ?? broker.machine
    by.set(name, [...by.get(name) ?? [], broker])
  }
  return [...by].map(([name, mine]) => ({ name, brokers: mine, dark: mine.every(broker => !broker.serves) }))
}

const countsOf = (partitions: readonly FleetPartition[]): Fleet['counts'] => {
  const counts = { leaderless: 0, 'under-min': 0, behind: 0, healthy: 0 }
  for (const { state } of partitions) counts[state]++
  return counts
}

/** A rack that holds none counts as well; a broker without one is its own, as on the shelves. */
const byRackOf = (partitions: readonly FleetPartition[], brokers: Metadata['brokers']): Map<string, number> => {
  const rackOf = new Map(Object.values(brokers).map(({ id, rack, host }) => [id, rack ?? host]))
  const by = new Map([...rackOf.values()].map(name => [name, 0]))
  for (const { of } of partitions)
    for (const name of new Set(of.replicas.flatMap(id => rackOf.get(id) ?? []))) by.set(name, by.get(name)! + 1)
  return by
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
