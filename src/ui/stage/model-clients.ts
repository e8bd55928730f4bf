import type { ClusterView, ConsumerView, GroupView, PartitionId, ProducerView, RunningView } from '../../world/view.ts'

/** A process that writes, or a script: a card at the left of the stage. */
export interface SourceCard {
  process: string
  title: string
  state: RunningView['state'] | 'failed' | 'done'
  acks: '0' | '1' | 'all' | null
  idempotent: boolean
  topics: readonly string[]
  waiting: number
  inFlight: number
  /** Where most records wait. */
  heldFor: { partition: PartitionId; records: number } | null
  failed: number
  error: string | null
}

/** A group, or a consumer without one: a column at the right. */
export interface ReaderColumn {
  id: string
  kind: 'group' | 'consumer'
  title: string
  state: string
  members: number
  /** Next offset to read, as committed (group) or as the position (consumer without group). Missing: never committed. */
  offsets: Readonly<Record<PartitionId, number>>
  /** Partitions somebody of it is to read now. */
  owned: readonly PartitionId[]
}

const producersOf = (running: RunningView): readonly ProducerView[] =>
  running.view?.kind === 'producer' ? [running.view] : running.view?.kind === 'script' ? running.view.producers : []
const consumersOf = (running: RunningView): readonly ConsumerView[] =>
  running.view?.kind === 'consumer' ? [running.view] : running.view?.kind === 'script' ? running.view.consumers : []

const topicOf = (partition: PartitionId): string => partition.slice(0, partition.lastIndexOf('-'))

export const sourceCards = (view: ClusterView): SourceCard[] => Object.values(view.processes)
  .filter(running => running.view?.kind === 'producer' || running.view?.kind === 'script')
  .map(cardOf)

const cardOf = (running: RunningView): SourceCard => {
  const producers = producersOf(running)
  const parts = producers.flatMap(p => Object.entries(p.partitions) as [PartitionId, ProducerView['partitions'][PartitionId]][])
  const sum = (pick: (p: ProducerView['partitions'][PartitionId]) => number) => parts.reduce((n, [, p]) => n + pick(p), 0)
  const [held, most] = parts.reduce<[PartitionId | null, number]>((best, [id, p]) => p.waiting > best[1] ? [id, p.waiting] : best, [null, 0])
  return {
    process: running.name,
    title: running.view?.kind === 'script' ? running.view.file : running.name,
    state: stateOf(running),
    acks: producers[0] ? acksName(producers[0].acks) : null,
    idempotent: producers.some(p => p.idempotent),
    topics: [...new Set(parts.map(([id]) => topicOf(id)))].sort(),
    waiting: sum(p => p.waiting), inFlight: sum(p => p.inFlight), failed: sum(p => p.failed),
    heldFor: held ? { partition: held, records: most } : null,
    error: errorOf(running, producers),
  }
}
const acksName = (acks: ProducerView['acks']) => acks === -1 ? 'all' : acks === 0 ? '0' : '1'
const stateOf = (running: RunningView): SourceCard['state'] =>
  running.view?.kind === 'script' && (running.view.state === 'failed' || running.view.state === 'done') ? running.view.state : running.state
const errorOf = (running: RunningView, producers: readonly ProducerView[]): string | null =>
  running.view?.kind === 'script' && running.view.error ? running.view.error.message : producers.find(p => p.lastError)?.lastError ?? null

/** Groups first, by name; then consumers that belong to none. */
export const readerColumns = (view: ClusterView): ReaderColumn[] => {
  const groups = Object.values(view.groups).filter(g => g.state !== 'Dead').sort((a, b) => a.group < b.group ? -1 : 1)
  const alone = Object.values(view.processes).filter(running => running.state !== 'down')
    .flatMap(running => consumersOf(running).filter(c => c.group === null).map(consumer => ({ running, consumer })))
  return [...groups.map(groupColumn), ...alone.map(({ running, consumer }) => consumerColumn(running.name, consumer))]
}

const groupColumn = (group: GroupView): ReaderColumn => ({
  id: group.group, kind: 'group', title: group.group, state: group.state, members: group.members.length,
  offsets: group.committed, owned: group.members.flatMap(m => m.partitions),
})
const consumerColumn = (process: string, consumer: ConsumerView): ReaderColumn => ({
  id: `${process}/${consumer.clientId}`, kind: 'consumer', title: process, state: consumer.state, members: 1,
  offsets: consumer.positions, owned: Object.keys(consumer.positions) as PartitionId[],
})

/** The processes that read on behalf of a column, for the way of their frames. */
export const readerOf = (view: ClusterView, process: string): string | null => {
  const running = view.processes[process]
  const consumer = running ? consumersOf(running)[0] : undefined
  return consumer ? consumer.group ?? `${process}/${consumer.clientId}` : null
}

/** Lag in records: high watermark − next offset. `null` = nobody can say. */
export const lagOf = (reader: ReaderColumn, row: { partition: PartitionId; hw: number; leaderless: boolean }): number | null | undefined => {
  const offset = reader.offsets[row.partition]
  if (offset === undefined) return reader.owned.includes(row.partition) ? null : undefined
  return row.leaderless ? null : Math.max(0, row.hw - offset)
}
