import type { ClusterView, PartitionId, PartitionView } from '../../world/view.ts'
import { partitionId, splitPartitionId } from '../../world/view-helpers.ts'
import type { Selection } from '../desk.ts'
import { isFleet } from './zoom.ts'

/** The part of a fleet that is drawn as rows and jars: what is selected and belongs to it. */
export interface Scope {
  why: { is: 'broker'; broker: number } | { is: 'topic'; topic: string } | { is: 'group'; group: string } | { is: 'trouble' }
  partitions: ReadonlySet<PartitionId>
  brokers: ReadonlySet<number>
  /** Partitions that belong to it and are left out. */
  more: number
}

const ROWS = 40

/** null: everything is drawn. */
export const scopeOf = (view: ClusterView, selection: Selection | null, internal: boolean): Scope | null => {
  if (!isFleet(view, internal)) return null
  const why = whyOf(view, selection)
  const mine = membersOf(view, why, internal)
  const worst = mine.toSorted((a, b) => Number(wellOf(a.of)) - Number(wellOf(b.of)))
  const kept = why.is === 'topic' ? windowAround(mine, selection) : worst.slice(0, ROWS)
  const brokers = new Set(kept.flatMap(({ of }) => of.replicas))
  if (why.is === 'broker') brokers.add(why.broker)
  return { why, partitions: new Set(kept.map(({ id }) => id)), brokers, more: mine.length - kept.length }
}

/** One partition, wherever it is. */
export const onlyPartition = (view: ClusterView, partition: PartitionId): Scope => {
  const [topic, index] = splitPartitionId(partition)
  const replicas = view.metadata.topics[topic]?.partitions[index]?.replicas ?? []
  return { why: { is: 'topic', topic }, partitions: new Set([partition]), brokers: new Set(replicas), more: 0 }
}

interface Member { id: PartitionId; of: PartitionView }

const whyOf = (view: ClusterView, selection: Selection | null): Scope['why'] => {
  if (selection?.is === 'broker') return selection
  if (selection?.is === 'group' && view.groups[selection.group]) return selection
  if (selection?.is === 'partition' || selection?.is === 'replica') return { is: 'topic', topic: splitPartitionId(selection.partition)[0] }
  return { is: 'trouble' }
}

const membersOf = (view: ClusterView, why: Scope['why'], internal: boolean): Member[] => {
  const read = why.is === 'group' ? new Set(Object.keys(view.groups[why.group]!.committed)) : null
  const topics = Object.entries(view.metadata.topics).filter(([name, topic]) => why.is === 'topic' ? name === why.topic : internal || !topic.internal)
  return topics.flatMap(([name, topic]) => topic.partitions.map((of, i): Member => ({ id: partitionId(name, i), of })))
    .filter(({ id, of }) => why.is === 'broker' ? of.replicas.includes(why.broker) : read ? read.has(id) : true)
}

const wellOf = ({ leader, isr, replicas }: PartitionView): boolean => leader !== null && isr.length === replicas.length

/** The rows of a topic around the one that is selected. */
const windowAround = (members: readonly Member[], selection: Selection | null): readonly Member[] => {
  const at = members.findIndex(({ id }) => (selection?.is === 'partition' || selection?.is === 'replica') && id === selection.partition)
  const from = Math.max(0, Math.min(members.length - ROWS, at - ROWS / 2))
  return members.slice(from, from + ROWS)
}
