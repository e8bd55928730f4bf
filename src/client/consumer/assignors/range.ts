import { byTopicThenPartition } from '../../topic-partition.ts'
import { byInstanceThenMember, racksMatter, type Assignment, type Assignor, type PartitionRacks, type Subscription } from './assignor.ts'

/** One topic's partitions being dealt out: each member gets a run of them, the first members one more. */
class Topic {
  readonly name: string
  readonly partitions: PartitionRacks
  readonly members: readonly string[]
  readonly rackOf: ReadonlyMap<string, string>
  readonly unassigned: Set<number>
  readonly rackAware: boolean
  readonly #each: number
  #extras: number
  readonly #given = new Map<string, number>()

  constructor(name: string, partitions: PartitionRacks, members: [string, Subscription][]) {
    this.name = name
    this.partitions = partitions
    this.members = members.map(([member]) => member)
    this.rackOf = new Map(members.flatMap(([member, { rack }]) => rack ? [[member, rack]] : []))
    this.unassigned = new Set(partitions.keys())
    this.rackAware = racksMatter(new Set(this.rackOf.values()), partitions)
    this.#each = members.length === 0 ? 0 : Math.floor(partitions.length / members.length)
    this.#extras = members.length === 0 ? 0 : partitions.length % members.length
  }

  room(member: string): number {
    return Math.max(0, this.#each + (this.#extras > 0 ? 1 : 0) - (this.#given.get(member) ?? 0))
  }

  inRack(member: string, partition: number): boolean {
    const rack = this.rackOf.get(member)
    return rack === undefined || (this.partitions[partition]?.includes(rack) ?? false)
  }

  give(member: string, partitions: readonly number[], to: Assignment): void {
    const given = (this.#given.get(member) ?? 0) + partitions.length
    this.#given.set(member, given)
    if (given > this.#each) this.#extras--
    for (const partition of partitions) {
      this.unassigned.delete(partition)
      to.get(member)!.push({ topic: this.name, partition })
    }
  }
}

/** RangeAssignor: topic by topic, neighbours stay together, so that equally partitioned topics meet in one member (KIP-881 adds racks). */
export const range: Assignor = {
  name: 'range',
  protocols: ['EAGER'],
  userData: () => null,
  assign(topics, members) {
    const to: Assignment = new Map([...members.keys()].map(member => [member, []]))
    const states = topicsOf(topics, members)
    const rackAware = states.some(topic => topic.rackAware)
    if (rackAware) assignWithinRacks(states, to)
    for (const topic of states) assignRuns(topic, () => true, to)
    if (rackAware) for (const partitions of to.values()) partitions.sort(byTopicThenPartition)
    return to
  },
}

function topicsOf(topics: ReadonlyMap<string, PartitionRacks>, members: ReadonlyMap<string, Subscription>): Topic[] {
  const ordered = [...members].sort(byInstanceThenMember)
  return [...topics]
    .filter(([, partitions]) => partitions.length > 0)
    .map(([name, partitions]) => new Topic(name, partitions, ordered.filter(([, { topics }]) => topics.includes(name))))
}

function assignRuns(topic: Topic, may: (member: string, partition: number) => boolean, to: Assignment): void {
  for (const member of topic.members) {
    const run = [...topic.unassigned].filter(partition => may(member, partition)).slice(0, topic.room(member))
    if (run.length > 0) topic.give(member, run, to)
  }
}

/** Topics with the same members and the same number of partitions are dealt out together, the others each alone. */
function assignWithinRacks(topics: readonly Topic[], to: Assignment): void {
  const together = groupBy(topics, groupKey)
  for (const group of together.values()) {
    const [first] = group
    if (group.length > 1) assignTogether(group, to)
    else if (first!.rackAware) assignRuns(first!, (member, partition) => first!.inRack(member, partition), to)
  }
}

const groupKey = (topic: Topic): string =>
  JSON.stringify([topic.partitions.length, ...topic.members.map(member => [member, topic.rackOf.get(member) ?? null])])

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function assignTogether(topics: readonly Topic[], to: Assignment): void {
  const remaining = new Set(topics[0]!.members)
  for (let partition = 0; partition < topics[0]!.partitions.length && remaining.size > 0; partition++) {
    const member = [...remaining].find(each => topics.every(topic => topic.inRack(each, partition) && topic.room(each) > 0))
    if (member === undefined) continue
    for (const topic of topics) topic.give(member, [partition], to)
    if (topics.every(topic => topic.room(member) === 0)) remaining.delete(member)
  }
}
