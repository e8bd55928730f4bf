import { compareText, type TopicPartition } from '../../topic-partition.ts'

/** What one member told of itself in its JoinGroup (ConsumerPartitionAssignor.Subscription). */
export interface Subscription {
  readonly topics: readonly string[]
  readonly ownedPartitions: readonly TopicPartition[]
  /** Of the generation it owned them in; -1 when it is too old to say. */
  readonly generation: number
  readonly rack: string | null
  readonly instanceId: string | null
  readonly userData: Uint8Array | null
}

/** A topic's partitions, in order; of each the racks its replicas stand in. */
export type PartitionRacks = readonly (readonly string[])[]
export type Assignment = Map<string /* member */, TopicPartition[]>

/** What the assignor last gave this very member: some tell it to the next leader in their user data. */
export interface Assigned { readonly partitions: readonly TopicPartition[] | null; readonly generation: number }

/**
 * Shares partitions out among a group's members; runs in the consumer that leads the group (ConsumerPartitionAssignor).
 * Members go in the order of their ids and topics in the order of their names, so that the answer hangs on nothing else.
 */
export interface Assignor {
  readonly name: string
  /** COOPERATIVE: members keep what they own while they rejoin (KIP-429). */
  readonly protocols: readonly ('EAGER' | 'COOPERATIVE')[]
  userData(assigned: Assigned): Uint8Array | null
  assign(topics: ReadonlyMap<string, PartitionRacks>, members: ReadonlyMap<string, Subscription>): Assignment
}

export const sortedMembers = (members: ReadonlyMap<string, Subscription>): [string, Subscription][] =>
  [...members].sort((a, b) => compareText(a[0], b[0]))

/** Static members first, by their instance id, then the others by member id (AbstractPartitionAssignor.MemberInfo). */
export const byInstanceThenMember = ([a, first]: [string, Subscription], [b, second]: [string, Subscription]): number =>
  first.instanceId !== null && second.instanceId !== null ? compareText(first.instanceId, second.instanceId)
    : first.instanceId !== null ? -1
    : second.instanceId !== null ? 1
    : compareText(a, b)

/** Racks help only when members stand in racks that hold replicas, and not every rack holds every partition (KIP-881). */
export function racksMatter(consumerRacks: ReadonlySet<string>, racksOfPartitions: readonly (readonly string[])[]): boolean {
  const all = new Set(racksOfPartitions.flat())
  if (![...consumerRacks].some(rack => all.has(rack))) return false
  return racksOfPartitions.some(racks => new Set(racks).size < all.size)
}
