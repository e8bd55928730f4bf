import type { PartitionId } from '../../../env/domain-event.ts'
import { compareText, idOf, type TopicPartition } from '../../topic-partition.ts'
import type { Assignment, PartitionRacks, Subscription } from './assignor.ts'
import { NO_GENERATION, type Claims, type MemberData, type ReadMemberData } from './claims.ts'
import { Movements } from './movements.ts'
import type { Racks } from './racks.ts'

/**
 * The way for members that want different topics (AbstractStickyAssignor.GeneralAssignmentBuilder): everyone keeps what it
 * owns, what is free goes to the least loaded, then partitions move while that makes the shares more even.
 */
export class GeneralAssignment {
  readonly assignment: Assignment
  readonly #topics: ReadonlyMap<string, PartitionRacks>
  readonly #racks: Racks
  readonly #wants = new Map<string, readonly string[]>()
  readonly #candidates: ReadonlyMap<string, string[]>
  readonly #owner = new Map<PartitionId, string>()
  readonly #before: ReadonlyMap<PartitionId, string>
  readonly #movements = new Movements()
  /** Members that may still change, the least loaded first. */
  #active: string[]
  #revocationRequired = false

  constructor(topics: ReadonlyMap<string, PartitionRacks>, racks: Racks, claims: Claims, members: readonly [string, Subscription][], read: ReadMemberData) {
    this.#topics = topics
    this.#racks = racks
    this.assignment = claims.owned
    this.#candidates = new Map([...topics.keys()].sort(compareText).map(topic => [topic, []]))
    for (const [member, subscription] of members) this.#addMember(member, subscription)
    this.#before = previousOwners(members, read, claims.maxGeneration)
    for (const [member, owned] of claims.owned) for (const tp of owned) this.#owner.set(idOf(tp), member)
    this.#giveUp(new Map(members))
    this.#active = [...this.assignment.keys()].sort((a, b) => this.#byLoad(a, b))
    this.#balance()
  }

  #addMember(member: string, subscription: Subscription): void {
    const wants = subscription.topics.filter(topic => this.#topics.has(topic))
    this.#wants.set(member, wants)
    for (const topic of wants) this.#candidates.get(topic)!.push(member)
  }

  /** What a member no longer subscribes to, or is no longer near to, is free again. */
  #giveUp(members: ReadonlyMap<string, Subscription>): void {
    for (const [member, owned] of this.assignment) {
      const { topics } = members.get(member)!
      const kept = owned.filter(tp => topics.includes(tp.topic) && !this.#racks.isFar(member, idOf(tp)))
      if (kept.length < owned.length) this.#revocationRequired = true
      this.assignment.set(member, kept)
    }
  }

  #load(member: string): number { return this.assignment.get(member)?.length ?? 0 }
  #byLoad(a: string, b: string): number { return this.#load(a) - this.#load(b) || compareText(a, b) }

  /** All partitions, those that the fewest members want first. */
  #inOrder(): TopicPartition[] {
    return [...this.#candidates]
      .sort((a, b) => a[1].length - b[1].length || compareText(a[0], b[0]))
      .flatMap(([topic]) => this.#topics.get(topic)!.map((_, partition) => ({ topic, partition })))
  }

  #balance(): void {
    const all = this.#inOrder()
    const kept = new Set([...this.assignment.values()].flat().map(idOf))
    let free = all.filter(tp => !kept.has(idOf(tp)))
    const initializing = this.#load(this.#active.at(-1)!) === 0
    if (this.#racks.matter) free = free.filter(tp => !this.#assign(tp, true))
    for (const tp of free) this.#assign(tp, false)

    const movable = all.filter(tp => this.#candidates.get(tp.topic)!.length >= 2)
    this.#active = this.#active.filter(member => this.#canChange(member))
    const before = this.#snapshot()
    if (!this.#revocationRequired) this.#reassign(free.filter(tp => this.#candidates.get(tp.topic)!.length >= 2))
    const changed = this.#reassign(movable)
    if (!initializing && changed && this.#score(this.assignment) >= this.#score(before)) this.#restore(before)
  }

  #assign(tp: TopicPartition, near: boolean): boolean {
    const member = this.#active.find(each => this.#wants.get(each)!.includes(tp.topic) && !(near && this.#racks.isFar(each, idOf(tp))))
    if (member === undefined) return false
    this.assignment.get(member)!.push(tp)
    this.#owner.set(idOf(tp), member)
    this.#replace(member)
    return true
  }

  /** Puts members back at their place in the order of loads. */
  #replace(...members: string[]): void {
    for (const member of members) this.#active.splice(this.#active.indexOf(member), 1)
    for (const member of members) {
      const at = this.#active.findIndex(other => this.#byLoad(other, member) > 0)
      this.#active.splice(at < 0 ? this.#active.length : at, 0, member)
    }
  }

  #canChange(member: string): boolean {
    const most = this.#wants.get(member)!.reduce((sum, topic) => sum + this.#topics.get(topic)!.length, 0)
    return this.#load(member) < most || this.assignment.get(member)!.some(tp => this.#candidates.get(tp.topic)!.length >= 2)
  }

  #snapshot(): Assignment { return new Map(this.#active.map(member => [member, [...this.assignment.get(member)!]])) }
  #restore(before: Assignment): void {
    for (const [member, partitions] of before) {
      this.assignment.set(member, partitions)
      for (const tp of partitions) this.#owner.set(idOf(tp), member)
    }
  }

  /** Sum of the differences between all pairs of active members: lower is more even. */
  #score(assignment: Assignment): number {
    const loads = this.#active.map(member => assignment.get(member)!.length)
    return loads.reduce((sum, load, i) => sum + loads.slice(i + 1).reduce((inner, other) => inner + Math.abs(load - other), 0), 0)
  }

  #isBalanced(): boolean {
    if (this.#load(this.#active[0]!) >= this.#load(this.#active.at(-1)!) - 1) return true
    const owners = new Map(this.#active.flatMap(member => this.assignment.get(member)!.map(tp => [idOf(tp), member] as const)))
    return !this.#active.some(member => this.#couldTakeOne(member, owners))
  }

  #couldTakeOne(member: string, owners: ReadonlyMap<PartitionId, string>): boolean {
    for (const topic of this.#wants.get(member)!) {
      for (const partition of this.#topics.get(topic)!.keys()) {
        const owner = owners.get(idOf({ topic, partition }))
        if (owner !== undefined && owner !== member && this.#load(member) + 1 < this.#load(owner)) return true
      }
    }
    return false
  }

  #reassign(partitions: readonly TopicPartition[]): boolean {
    let changed = false
    let again = true
    while (again) {
      again = false
      for (const tp of partitions) {
        if (this.#isBalanced()) break
        if (this.#reassignOne(tp)) changed = again = true
      }
    }
    return changed
  }

  #reassignOne(tp: TopicPartition): boolean {
    const id = idOf(tp)
    const owner = this.#owner.get(id)!
    const before = this.#before.get(id)
    if (before !== undefined && this.#load(owner) > this.#load(before) + 1) {
      this.#move(tp, before)
      return true
    }
    const lighter = this.#candidates.get(tp.topic)!.some(other => this.#load(owner) > this.#load(other) + 1)
    if (lighter) this.#move(tp, this.#active.find(member => this.#wants.get(member)!.includes(tp.topic))!)
    return lighter
  }

  #move(wanted: TopicPartition, to: string): void {
    const tp = this.#movements.instead(wanted, this.#owner.get(idOf(wanted))!, to)
    const from = this.#owner.get(idOf(tp))!
    this.#movements.record(tp, from, to)
    const owned = this.assignment.get(from)!
    owned.splice(owned.findIndex(each => idOf(each) === idOf(tp)), 1)
    this.assignment.get(to)!.push(tp)
    this.#owner.set(idOf(tp), to)
    this.#replace(to, from)
  }
}

/** Owners of an earlier generation than the latest: a partition goes back to them rather than to anyone else. */
function previousOwners(members: readonly [string, Subscription][], read: ReadMemberData, latest: number): Map<PartitionId, string> {
  const found = new Map<PartitionId, { member: string; generation: number }>()
  for (const [member, subscription] of members) {
    const data: MemberData = read(subscription)
    const generation = data.generation ?? NO_GENERATION
    if (generation >= latest) continue
    for (const tp of data.partitions) {
      const known = found.get(idOf(tp))
      if (!known || generation > known.generation) found.set(idOf(tp), { member, generation })
    }
  }
  return new Map([...found].map(([id, { member }]) => [id, member]))
}
