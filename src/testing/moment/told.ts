import type { PartitionId } from '../../world/view.ts'

/*
 * The one moment the visual reference draws, as facts of its picture: a row a partition, in order; in each, how the replica stands on every broker
 * that has one. What it draws as a log directory that failed on broker 2 is a fourth broker here, whose rack is dark.
 */

export type Stands = 'leader' | 'insync' | 'lagging' | 'offline'
export interface Told {
  readonly id: PartitionId
  /** The preferred leader first. */
  readonly replicas: readonly number[]
  readonly stands: Readonly<Record<number, Stands>>
  /** No more than what the topic asks for are in sync; or nobody leads. */
  readonly alarm?: 'under min ISR' | 'leaderless'
}

const [leader, insync, lagging, offline] = ['leader', 'insync', 'lagging', 'offline'] as const

export const PARTITIONS: readonly Told[] = [
  { id: 'orders-0', replicas: [1, 2, 3], stands: { 1: leader, 2: insync, 3: lagging } },
  { id: 'orders-1', replicas: [2, 3, 1], stands: { 1: insync, 2: leader, 3: lagging } },
  { id: 'orders-2', replicas: [3, 1, 2], stands: { 1: leader, 2: insync, 3: lagging } },
  { id: 'orders-3', replicas: [1, 3, 2], stands: { 1: leader, 2: insync, 3: lagging } },
  { id: 'orders-4', replicas: [4, 1, 3], stands: { 1: leader, 3: lagging, 4: offline }, alarm: 'under min ISR' },
  { id: 'orders-5', replicas: [3, 2, 1], stands: { 1: insync, 2: leader, 3: lagging } },
  { id: 'clicks-0', replicas: [1, 2], stands: { 1: leader, 2: insync } },
  { id: 'clicks-1', replicas: [4, 3], stands: { 3: lagging, 4: offline }, alarm: 'leaderless' },
  { id: 'clicks-2', replicas: [3, 1], stands: { 1: leader, 3: lagging } },
]
