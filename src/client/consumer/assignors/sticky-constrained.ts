import type { PartitionId } from '../../../env/domain-event.ts'
import { byTopicThenPartition, compareText, idOf, type TopicPartition } from '../../topic-partition.ts'
import type { Assignment, PartitionRacks } from './assignor.ts'
import type { Claims } from './claims.ts'
import type { Racks } from './racks.ts'

/**
 * The quick way when all members want the same topics (AbstractStickyAssignor.ConstrainedAssignmentBuilder): each keeps
 * what it owns up to its share, then what is free goes to those below theirs.
 */
export class ConstrainedAssignment {
  readonly assignment: Assignment
  /** Partitions whose old owner has to give them up first, with their new owner (for cooperative members). */
  readonly changingHands = new Map<PartitionId, string>()
  readonly #claims: Claims
  readonly #racks: Racks
  readonly #minQuota: number
  readonly #maxQuota: number
  /** How many members may have `maxQuota`, and how many do. */
  readonly #mayHaveMore: number
  #haveMore = 0
  /** Members below `minQuota`, and members at it that may take one more. */
  #below: string[] = []
  #exactly: string[] = []
  readonly #maybeRevoked = new Map<PartitionId, string>()
  readonly #kept = new Set<PartitionId>()

  constructor(topics: ReadonlyMap<string, PartitionRacks>, racks: Racks, claims: Claims) {
    const total = [...topics.values()].reduce((sum, partitions) => sum + partitions.length, 0)
    const members = claims.owned.size
    this.#claims = claims
    this.#racks = racks
    this.#minQuota = Math.floor(total / members)
    this.#maxQuota = Math.ceil(total / members)
    this.#mayHaveMore = total % members
    this.assignment = new Map([...claims.owned.keys()].map(member => [member, []]))
    for (const [member, owned] of claims.owned) this.#keepOwned(member, owned)
    this.#below.sort(compareText)
    this.#exactly.sort(compareText)
    const free = allPartitions(topics).filter(tp => !this.#kept.has(idOf(tp)))
    this.#deal(this.#dealNear(racks.sort(free)))
  }

  #keepOwned(member: string, claimed: readonly TopicPartition[]): void {
    const far = claimed.filter(tp => this.#racks.isFar(member, idOf(tp)))
    for (const tp of far) this.#maybeRevoked.set(idOf(tp), member)
    const owned = claimed
      .filter(tp => !far.includes(tp) && !this.#claims.contested.has(idOf(tp)))
      .sort((a, b) => a.partition - b.partition || compareText(a.topic, b.topic))
    if (owned.length < this.#minQuota) {
      this.#keep(member, owned, owned.length)
      this.#below.push(member)
    } else if (owned.length >= this.#maxQuota && this.#haveMore < this.#mayHaveMore) {
      this.#countMore()
      this.#keep(member, owned, this.#maxQuota)
    } else {
      this.#keep(member, owned, this.#minQuota)
      if (this.#haveMore < this.#mayHaveMore) this.#exactly.push(member)
    }
  }

  #keep(member: string, owned: readonly TopicPartition[], quota: number): void {
    this.assignment.get(member)!.push(...owned.slice(0, quota))
    for (const tp of owned.slice(0, quota)) this.#kept.add(idOf(tp))
    for (const tp of owned.slice(quota)) this.#maybeRevoked.set(idOf(tp), member)
  }

  #countMore(): void {
    this.#haveMore++
    if (this.#haveMore === this.#mayHaveMore) this.#exactly = []
  }

  /** Gives partitions to members in a rack with a replica; returns those that found none. */
  #dealNear(free: readonly TopicPartition[]): readonly TopicPartition[] {
    if (!this.#racks.matter) return free
    let turn = 0
    return free.filter(tp => {
      const at = this.#racks.next(idOf(tp), this.#below, turn)
      if (at >= 0) {
        const member = this.#below[at]!
        turn = this.#fill(member, at)
        this.#give(tp, member)
        return false
      }
      return !this.#dealNearExtra(tp)
    })
  }

  /** Takes note that the member below quota at `at` gets one more; gives whose turn is next. */
  #fill(member: string, at: number): number {
    const count = this.assignment.get(member)!.length + 1
    const full = count >= this.#minQuota
    if (full) {
      this.#below.splice(at, 1)
      if (count < this.#maxQuota && this.#haveMore < this.#mayHaveMore) this.#exactly.push(member)
    }
    return this.#below.length === 0 ? 0 : (full ? at : at + 1) % this.#below.length
  }

  #dealNearExtra(tp: TopicPartition): boolean {
    const at = this.#racks.next(idOf(tp), this.#exactly, 0)
    if (at < 0) return false
    const member = this.#exactly[at]!
    if (this.assignment.get(member)!.length + 1 === this.#maxQuota) {
      this.#exactly.splice(at, 1)
      this.#countMore()
    }
    this.#give(tp, member)
    return true
  }

  #deal(free: readonly TopicPartition[]): void {
    let turn = 0
    for (const tp of free) {
      if (this.#below.length > 0 && turn >= this.#below.length) turn = 0
      const below = this.#below.length > 0
      const member = below ? this.#below[turn]! : this.#exactly.shift()
      if (member === undefined) throw new Error('No more unfilled consumers to be assigned.')
      const count = this.#give(tp, member)
      if (below && count === this.#minQuota) {
        this.#below.splice(turn, 1)
        this.#exactly.push(member)
      } else if (below) {
        turn++
      }
    }
  }

  #give(tp: TopicPartition, member: string): number {
    const id = idOf(tp)
    const before = this.#maybeRevoked.get(id)
    if ((before !== undefined && before !== member) || this.#claims.contested.has(id)) this.changingHands.set(id, member)
    return this.assignment.get(member)!.push(tp)
  }
}

const allPartitions = (topics: ReadonlyMap<string, PartitionRacks>): TopicPartition[] =>
  [...topics].flatMap(([topic, partitions]) => partitions.map((_, partition) => ({ topic, partition }))).sort(byTopicThenPartition)
