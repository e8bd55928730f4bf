import type { Matcher } from '../../host/matcher.ts'
import type { ClusterView, Micros, PartitionId } from '../../world/view.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'

/*
 * Conditions a person can build without knowing what a path is: each becomes a question the host asks at every event.
 */

export type Condition =
  | { is: 'isr'; partition: PartitionId; size: number }
  | { is: 'leader'; partition: PartitionId; leader: number | null }
  | { is: 'records'; partition: PartitionId; atLeast: number }
  | { is: 'committed'; group: string; partition: PartitionId; atLeast: number }
  | { is: 'lost'; atLeast: number }

export function matcherOf(condition: Condition, view: ClusterView): Matcher {
  switch (condition.is) {
    case 'isr': return { path: [...metadataOf(condition.partition), 'isr', 'length'], equals: condition.size }
    case 'leader': return { path: [...metadataOf(condition.partition), 'leader'], equals: condition.leader }
    case 'records': return {
      any: brokersOf(condition.partition, view).map(broker => ({ path: ['replicas', condition.partition, broker, 'hw'], atLeast: condition.atLeast })),
    }
    case 'committed': return { path: ['groups', condition.group, 'committed', condition.partition], atLeast: condition.atLeast }
    case 'lost': return { path: ['ledger', 'totals', 'lost'], atLeast: condition.atLeast }
  }
}

function metadataOf(id: PartitionId): (string | number)[] {
  const [topic, partition] = splitPartitionId(id)
  return ['metadata', 'topics', topic, 'partitions', partition]
}

const brokersOf = (id: PartitionId, view: ClusterView): number[] => Object.keys(view.replicas[id] ?? {}).map(Number)

/** Events a run can wait for, in the order of a menu. */
export const EVENTS = [
  'leader.elected', 'leader.none', 'isr.shrank', 'isr.grew', 'group.state', 'log.rolled', 'log.truncated', 'broker.fenced', 'broker.unfenced',
  'controller.active', 'producer.failed', 'config.changed',
] as const
export type WaitedFor = typeof EVENTS[number]

/** A run that waits for something gives up after this. */
export const GIVES_UP: Micros = 600_000_000
export const SECOND: Micros = 1_000_000
export const DAY: Micros = 86_400 * SECOND
