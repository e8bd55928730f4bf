import type { ConfigChange } from '../../client/admin/alter-configs.ts'
import type { Reassignment } from '../../client/admin/reassignments.ts'
import { compareText, groupByTopic, idOf } from '../../client/topic-partition.ts'
import { throwIfFailed } from '../exception.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import type { PlannedPartition } from './plan.ts'

/* Limits on what moves may take from the network (KIP-73): a rate on brokers, and which replicas of a topic it holds for. */

const RATES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate']
const DIRS_RATE = 'replica.alter.log.dirs.io.max.bytes.per.second'
const REPLICAS = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'] as const

/** A partition on its way: from the replicas that have it to those that are to. */
interface Move extends PlannedPartition { readonly sources: readonly number[] }

/** Moves of the plan, and of what was under way before. */
export function movesOf(plan: readonly PlannedPartition[], current: readonly PlannedPartition[], active: readonly Reassignment[]): Move[] {
  const moves = new Map<string, Move>()
  for (const each of active) {
    const { topic, partition, replicas, addingReplicas, removingReplicas } = each
    const without = (gone: readonly number[]): number[] => replicas.filter(id => !gone.includes(id))
    moves.set(idOf(each), { topic, partition, replicas: without(removingReplicas), sources: without(addingReplicas) })
  }
  for (const each of plan) {
    const before = moves.get(idOf(each))?.sources ?? current.find(other => idOf(other) === idOf(each))!.replicas
    moves.set(idOf(each), { ...each, sources: before })
  }
  return [...moves.values()]
}

export function* setThrottles(shell: Shell, moves: readonly Move[], bytesPerSecond: number): Telling<void> {
  const brokers = [...new Set(moves.flatMap(({ sources, replicas }) => [...sources, ...replicas]))].sort((a, b) => a - b)
  const topics = groupByTopic(moves).sort(([a], [b]) => compareText(a, b))
  yield* change(topics.map(([name, each]) => ({ type: 'topic' as const, name, changes: [
    set(REPLICAS[0], throttled(each, ({ sources }) => sources)),
    set(REPLICAS[1], throttled(each, ({ sources, replicas }) => replicas.filter(id => !sources.includes(id)))),
  ] })))
  yield* change(brokers.map(id => ({ type: 'broker' as const, name: String(id), changes: RATES.map(rate => set(rate, String(bytesPerSecond))) })))
  shell.out(`The inter-broker throttle limit was set to ${bytesPerSecond} B/s`)
}

/** The same for moves between the directories of a broker (KIP-113). */
export function* setDirThrottles(shell: Shell, brokers: readonly number[], bytesPerSecond: number): Telling<void> {
  yield* change(brokers.map(id => ({ type: 'broker' as const, name: String(id), changes: [set(DIRS_RATE, String(bytesPerSecond))] })))
  shell.out(`The replica-alter-dir throttle limit was set to ${bytesPerSecond} B/s`)
}

/** `0:1,0:3`: replicas of partitions, for a topic's list of them. */
const throttled = (moves: readonly Move[], replicasOf: (move: Move) => readonly number[]): string =>
  moves.flatMap(move => replicasOf(move).map(id => `${move.partition}:${id}`)).sort(compareText).join(',')

export function* clearThrottles(shell: Shell, plan: readonly PlannedPartition[]): Telling<void> {
  const live = (yield* ask({ do: 'describeCluster' })).brokers.map(({ id }) => id)
  const brokers = [...new Set([...live, ...plan.flatMap(({ replicas }) => replicas)])].sort((a, b) => a - b)
  const topics = [...new Set(plan.map(({ topic }) => topic))]
  shell.out(`Clearing broker-level throttles on broker${brokers.length === 1 ? '' : 's'} ${brokers.join(',')}`)
  yield* change(brokers.map(id => ({ type: 'broker' as const, name: String(id), changes: [...RATES, DIRS_RATE].map(remove) })))
  shell.out(`Clearing topic-level throttles on topic${topics.length === 1 ? '' : 's'} ${topics.join(',')}`)
  yield* change(topics.map(name => ({ type: 'topic' as const, name, changes: REPLICAS.map(remove) })))
}

const set = (name: string, value: string): ConfigChange => ({ name, op: 'set', value })
const remove = (name: string): ConfigChange => ({ name, op: 'delete' })

function* change(resources: readonly { readonly type: 'topic' | 'broker'; readonly name: string; readonly changes: readonly ConfigChange[] }[]): Telling<void> {
  for (const outcome of yield* ask({ do: 'incrementalAlterConfigs', resources })) throwIfFailed(outcome)
}
