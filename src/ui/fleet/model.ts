import type { ClusterView, PartitionId, PartitionView } from '../../world/view.ts'
import { brokerColumns, type BrokerColumn } from '../stage/model-brokers.ts'

/** The worst that holds of a partition; `behind`: a replica of it is outside the ISR. */
export type PartitionState = 'leaderless' | 'under-min' | 'behind' | 'healthy'
export const STATES: readonly PartitionState[] = ['leaderless', 'under-min', 'behind', 'healthy']

export interface FleetPartition { partition: PartitionId; topic: string; state: PartitionState; of: PartitionView }
/** `dark`: none of its brokers serves. */
export interface FleetRack { name: string; brokers: readonly BrokerColumn[]; dark: boolean }

/** A cluster as the map shows it. `median`: of the leaders a broker that serves has. */
export interface Fleet {
  racks: readonly FleetRack[]
  partitions: readonly FleetPartition[]
  counts: Readonly<Record<PartitionState, number>>
  median: { leads: number; replicas: number }
}

export const fleetOf = (view: ClusterView, options: { internal: boolean }): Fleet => {
  const brokers = brokerColumns(view, options)
  const partitions = partitionsOf(view, options.internal)
  const serving = brokers.filter(broker => broker.serves)
  return {
    racks: racksOf(brokers), partitions, counts: countsOf(partitions),
    median: { leads: median(serving.map(b => b.leads)), replicas: median(serving.map(b => b.replicas)) },
  }
}

export const stateOfPartition = ({ leader, isr, replicas, minIsr }: PartitionView): PartitionState => {
  if (leader === null) return 'leaderless'
  if (isr.length < minIsr) return 'under-min'
  return isr.length < replicas.length ? 'behind' : 'healthy'
}

const partitionsOf = (view: ClusterView, internal: boolean): FleetPartition[] => Object.keys(view.metadata.topics).sort(byNumber)
  .filter(topic => internal || !view.metadata.topics[topic]!.internal)
  .flatMap(topic => view.metadata.topics[topic]!.partitions.map((of, i): FleetPartition =>
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

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
