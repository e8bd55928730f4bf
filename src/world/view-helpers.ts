import type { ClusterView, PartitionId, PartitionView, RegisteredBrokerView, ReplicaView, RunningView, ServerView, TopicView } from './view.ts'

/*
 * Questions one asks of a view. Free functions over plain data, for the page, lessons, matchers and tests alike.
 */

export const partitionId = (topic: string, partition: number): PartitionId => `${topic}-${partition}`

/** `orders-4` → `['orders', 4]`; a topic's own name may hold dashes. */
export function splitPartitionId(id: PartitionId): [topic: string, partition: number] {
  const dash = id.lastIndexOf('-')
  return [id.slice(0, dash), Number(id.slice(dash + 1))]
}

export interface PartitionFacts extends PartitionView {
  id: PartitionId
  topic: string
  partition: number
  /** As the leader sees them; without a running leader, the largest that is known. */
  hw: number
  start: number
  end: number
  /** By broker id; a replica that was never seen is absent. */
  logs: Readonly<Record<number, ReplicaView>>
}

export function partitionFacts(view: ClusterView, id: PartitionId): PartitionFacts | null {
  const [topic, partition] = splitPartitionId(id)
  const registration = view.metadata.topics[topic]?.partitions[partition]
  if (!registration) return null
  const logs = view.replicas[id] ?? {}
  const known = registration.leader !== null && logs[registration.leader] ? [logs[registration.leader]!] : Object.values(logs)
  const largest = (of: (replica: ReplicaView) => number) => known.reduce((most, replica) => Math.max(most, of(replica)), 0)
  return { ...registration, id, topic, partition, logs, hw: largest(r => r.hw), start: largest(r => r.start), end: largest(r => r.end) }
}

/** Topics people made, in order of name. */
export const userTopics = (view: ClusterView): [name: string, topic: TopicView][] =>
  Object.entries(view.metadata.topics).filter(([, topic]) => !topic.internal).sort(([a], [b]) => (a < b ? -1 : 1))

export const partitionIds = (view: ClusterView): PartitionId[] =>
  userTopics(view).flatMap(([name, topic]) => topic.partitions.map((_, index) => partitionId(name, index)))

/** The process that runs broker `id`, whatever it is called. */
export const brokerProcess = (view: ClusterView, id: number): RunningView | undefined =>
  Object.values(view.processes).find(process => serverView(process)?.nodeId === id && serverView(process)!.roles.includes('broker'))

export const serverView = (process: RunningView): ServerView | null => process.view?.kind === 'server' ? process.view : null

/** Up, and not fenced by the controller. */
export function brokerRuns(view: ClusterView, id: number): boolean {
  const registered: RegisteredBrokerView | undefined = view.metadata.brokers[id]
  return registered !== undefined && !registered.fenced && brokerProcess(view, id)?.state === 'up'
}

/** Records between a group's committed offset and the high watermark; null without a commit. */
export function lag(view: ClusterView, group: string, id: PartitionId): number | null {
  const committed = view.groups[group]?.committed[id]
  const facts = partitionFacts(view, id)
  return committed === undefined || !facts ? null : Math.max(0, facts.hw - committed)
}
