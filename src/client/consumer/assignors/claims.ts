import type { PartitionId } from '../../../env/domain-event.ts'
import { idOf, type TopicPartition } from '../../topic-partition.ts'
import type { PartitionRacks, Subscription } from './assignor.ts'

/** What a member says it owns, and since which generation; null: it does not say. */
export interface MemberData { readonly partitions: readonly TopicPartition[]; readonly generation: number | null }
export type ReadMemberData = (subscription: Subscription) => MemberData

export const NO_GENERATION = -1

export interface Claims {
  /** Members in order of their ids, with what each may keep. */
  readonly owned: Map<string, TopicPartition[]>
  /** Claimed by two members in the same generation: neither keeps them. */
  readonly contested: ReadonlySet<PartitionId>
  readonly maxGeneration: number
  readonly subscriptionsEqual: boolean
}

/** Who owns what, where members contradict each other the higher generation wins (AbstractStickyAssignor.allSubscriptionsEqual). */
export function weighClaims(topics: ReadonlyMap<string, PartitionRacks>, members: readonly [string, Subscription][], read: ReadMemberData): Claims {
  const owned = new Map<string, TopicPartition[]>(members.map(([member]) => [member, []]))
  const owners = new Map<PartitionId, string>()
  const contested = new Set<PartitionId>()
  const generationOf = new Map(members.map(([member, { generation }]) => [member, generation < 0 ? NO_GENERATION : generation]))
  let maxGeneration = NO_GENERATION
  for (const [member, subscription] of members) {
    const data = read(subscription)
    const generation = data.generation ?? NO_GENERATION
    maxGeneration = Math.max(maxGeneration, generation)
    for (const claim of data.partitions) {
      if (claim.partition >= (topics.get(claim.topic)?.length ?? 0)) continue
      const id = idOf(claim)
      const rival = owners.get(id)
      const rivalGeneration = rival === undefined ? NO_GENERATION - 1 : generationOf.get(rival)!
      if (generation < rivalGeneration) continue
      owners.set(id, member)
      if (rival !== undefined) drop(owned.get(rival)!, id)
      if (generation === rivalGeneration) contested.add(id)
      else owned.get(member)!.push(claim)
    }
  }
  return { owned, contested, maxGeneration, subscriptionsEqual: areEqual(members) }
}

function drop(partitions: TopicPartition[], id: PartitionId): void {
  const at = partitions.findIndex(each => idOf(each) === id)
  if (at >= 0) partitions.splice(at, 1)
}

/** As Kafka compares: each with the first that names any topic at all. */
function areEqual(members: readonly [string, Subscription][]): boolean {
  let first: ReadonlySet<string> = new Set()
  for (const [, { topics }] of members) {
    if (first.size === 0) first = new Set(topics)
    else if (topics.length !== first.size || !topics.every(topic => first.has(topic))) return false
  }
  return true
}
