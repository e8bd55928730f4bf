import type { PartitionId } from '../../../env/domain-event.ts'
import { idOf, partitionId, type TopicPartition } from '../../topic-partition.ts'
import { racksMatter, type PartitionRacks, type Subscription } from './assignor.ts'

/** Which members stand in a rack with a replica of which partition (AbstractStickyAssignor.RackInfo, KIP-881). */
export class Racks {
  /** Empty when racks do not matter. */
  readonly ofMember: ReadonlyMap<string, string>
  readonly ofPartition: ReadonlyMap<PartitionId, ReadonlySet<string>>
  readonly #membersNear: ReadonlyMap<PartitionId, number>

  constructor(topics: ReadonlyMap<string, PartitionRacks>, members: readonly [string, Subscription][]) {
    const ofMember = new Map(members.flatMap(([member, { rack }]) => rack ? [[member, rack] as const] : []))
    const ofPartition = new Map<PartitionId, Set<string>>()
    if (ofMember.size > 0) {
      for (const [topic, partitions] of topics) partitions.forEach((racks, partition) => ofPartition.set(partitionId(topic, partition), new Set(racks)))
    }
    const matter = racksMatter(new Set(ofMember.values()), [...ofPartition.values()].map(racks => [...racks]))
    this.ofMember = matter ? ofMember : new Map()
    this.ofPartition = matter ? ofPartition : new Map()
    const inRack = (rack: string) => [...ofMember.values()].filter(each => each === rack).length
    this.#membersNear = new Map([...ofPartition].map(([id, racks]) => [id, [...racks].reduce((sum, rack) => sum + inRack(rack), 0)]))
  }

  get matter(): boolean { return this.ofMember.size > 0 }

  isNear(member: string, id: PartitionId): boolean {
    const rack = this.ofMember.get(member)
    return rack !== undefined && (this.ofPartition.get(id)?.has(rack) ?? false)
  }
  /** The member names a rack, and no replica stands in it. */
  isFar(member: string, id: PartitionId): boolean { return this.ofMember.has(member) && !this.isNear(member, id) }

  /** Partitions that few members are near to go first. */
  sort(partitions: readonly TopicPartition[]): TopicPartition[] {
    const near = (tp: TopicPartition) => this.#membersNear.get(idOf(tp)) ?? 0
    return [...partitions].sort((a, b) => near(a) - near(b))
  }

  /** Index of the next member near the partition, looking round from `first`; -1 when none is. */
  next(id: PartitionId, members: readonly string[], first: number): number {
    for (let i = 0; i < members.length; i++) {
      const at = (first + i) % members.length
      if (this.isNear(members[at]!, id)) return at
    }
    return -1
  }
}
