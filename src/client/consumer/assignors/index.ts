import type { AssignorName } from '../../config/consumer.ts'
import type { Assignment, Assignor, PartitionRacks, Subscription } from './assignor.ts'
import { range } from './range.ts'
import { roundRobin } from './round-robin.ts'
import { cooperativeSticky, sticky } from './sticky.ts'

export const assignors: Readonly<Record<AssignorName, Assignor>> = { range, roundrobin: roundRobin, sticky, 'cooperative-sticky': cooperativeSticky }

/** What the group's leader answers: only topics somebody subscribes to take part (AbstractPartitionAssignor.assign). */
export function assignPartitions(name: AssignorName, topics: ReadonlyMap<string, PartitionRacks>, members: ReadonlyMap<string, Subscription>): Assignment {
  const wanted = new Set([...members.values()].flatMap(member => member.topics))
  return assignors[name].assign(new Map([...topics].filter(([topic, partitions]) => wanted.has(topic) && partitions.length > 0)), members)
}
