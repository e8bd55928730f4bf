import type { ClusterView, PartitionId } from '../world/view.ts'
import { brokerRuns, lag, partitionFacts, partitionIds, splitPartitionId } from '../world/view-helpers.ts'

/*
 * A learner's own lesson: a world at a moment, steps in plain words, and of each step at most one goal. Goals are chosen, not written: what
 * comes with a link runs nothing.
 */

/** `n` is a broker, a number of records, of partitions or of replicas: what its predicate asks for. */
export interface OwnGoal { readonly is: OwnGoalKind; readonly topic?: string; readonly partition?: string; readonly group?: string; readonly n?: number }
export interface OwnStep { readonly text: string; readonly goal: OwnGoal | null }
export interface OwnLesson {
  readonly intro: string
  readonly steps: readonly OwnStep[]
  /** What its author did from that moment on, in words of the log. */
  readonly did: readonly string[]
}

export const OWN_LIMITS = { steps: 20, text: 2_000, did: 200 } as const

type Asked = 'topic' | 'partition' | 'group' | 'n'
type Given = Required<Omit<OwnGoal, 'is'>>
interface Predicate { readonly asks: readonly Asked[]; holds(view: ClusterView, given: Given): boolean }

/** Keys come from anybody: only what a topic's table itself holds counts. */
const facts = (view: ClusterView, partition: string) =>
  Object.hasOwn(view.metadata.topics, splitPartitionId(partition as PartitionId)[0]) ? partitionFacts(view, partition as PartitionId) : null
const partitionsOf = (view: ClusterView, topic: string): number =>
  Object.hasOwn(view.metadata.topics, topic) ? view.metadata.topics[topic]!.partitions.length : 0
const lagOf = (view: ClusterView, group: string): number | null => {
  if (!Object.hasOwn(view.groups, group)) return null
  return (Object.keys(view.groups[group]!.committed) as PartitionId[]).reduce((sum, id) => sum + (lag(view, group, id) ?? 0), 0)
}

export const predicates = {
  'topic': { asks: ['topic'], holds: (view, { topic }) => partitionsOf(view, topic) > 0 },
  'partitions': { asks: ['topic', 'n'], holds: (view, { topic, n }) => partitionsOf(view, topic) >= Math.max(1, n) },
  'isr': { asks: ['partition', 'n'], holds: (view, { partition, n }) => facts(view, partition)?.isr.length === n },
  'leader': { asks: ['partition', 'n'], holds: (view, { partition, n }) => facts(view, partition)?.leader === n },
  'leaderless': { asks: ['partition'], holds: (view, { partition }) => facts(view, partition)?.leader === null },
  'broker-down': { asks: ['n'], holds: (view, { n }) => n in view.metadata.brokers && !brokerRuns(view, n) },
  'broker-up': { asks: ['n'], holds: (view, { n }) => brokerRuns(view, n) },
  'in-sync': { asks: [], holds: view => partitionIds(view).map(id => partitionFacts(view, id)!).every(({ isr, replicas }) => isr.length === replicas.length) },
  'acknowledged': { asks: ['n'], holds: (view, { n }) => view.ledger.totals.acknowledged >= n },
  'lost': { asks: ['n'], holds: (view, { n }) => view.ledger.totals.lost >= Math.max(1, n) },
  'lag': { asks: ['group', 'n'], holds: (view, { group, n }) => { const sum = lagOf(view, group); return sum !== null && sum <= n } },
} as const satisfies Record<string, Predicate>
export type OwnGoalKind = keyof typeof predicates
export const goalKinds = Object.keys(predicates) as OwnGoalKind[]

export const holds = (view: ClusterView, { is, topic = '', partition = '', group = '', n = 0 }: OwnGoal): boolean =>
  (predicates[is] as Predicate).holds(view, { topic, partition, group, n })

/** Which step a learner is at: goals are looked at one after the other, so none is met before its step has come. Never back. */
export function stepAt({ steps }: OwnLesson, at: number, view: ClusterView): number {
  const goal = steps[at]?.goal
  return goal && holds(view, goal) ? stepAt({ intro: '', steps, did: [] }, at + 1, view) : at
}
