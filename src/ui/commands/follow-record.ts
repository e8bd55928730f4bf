import type { ClusterView, PartitionId } from '../../world/view.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import type { Selection } from '../desk.ts'
import type { Command, CommandContext } from './command.ts'

type Followed = Extract<Selection, { is: 'replica' }>

/** A record worth following from here: the next one a partition or a producer writes, the one a frame carries, the next a reader gets. */
const recordOf = ({ state: { view, selection } }: CommandContext): Followed | null => {
  if (!view || !selection) return null
  switch (selection.is) {
    case 'partition': return nextOf(view, selection.partition)
    case 'replica': return selection.offset === undefined ? nextOf(view, selection.partition) : null
    case 'process': return ofProcess(view, selection.process)
    case 'group': return ofOffsets(view, view.groups[selection.group]?.committed)
    case 'frame': return ofFrame(view, selection)
    default: return null
  }
}

const at = (view: ClusterView, partition: PartitionId, offset: number): Followed | null => {
  const [topic, index] = splitPartitionId(partition)
  const leader = view.metadata.topics[topic]?.partitions[index]?.leader
  return leader === null || leader === undefined ? null : { is: 'replica', partition, broker: leader, offset }
}

/** The record that is written next. */
const nextOf = (view: ClusterView, partition: PartitionId): Followed | null => {
  const here = at(view, partition, 0)
  const log = here && view.replicas[partition]?.[here.broker]
  return log ? { ...here, offset: log.end } : null
}

const ofOffsets = (view: ClusterView, offsets: Readonly<Record<PartitionId, number>> = {}): Followed | null => {
  const [first] = Object.entries(offsets) as [PartitionId, number][]
  return first ? at(view, ...first) : null
}

const ofProcess = (view: ClusterView, name: string): Followed | null => {
  const of = view.processes[name]?.view
  const producers = of?.kind === 'producer' ? [of] : of?.kind === 'script' ? of.producers : []
  const consumers = of?.kind === 'consumer' ? [of] : of?.kind === 'script' ? of.consumers : []
  const written = producers.flatMap(({ partitions }) => Object.entries(partitions) as [PartitionId, { waiting: number; inFlight: number }][])
  const [busiest] = written.toSorted(([, a], [, b]) => b.waiting + b.inFlight - a.waiting - a.inFlight)
  return busiest ? nextOf(view, busiest[0]) : ofOffsets(view, consumers[0]?.positions)
}

const ofFrame = (view: ClusterView, selection: Extract<Selection, { is: 'frame' }>): Followed | null => {
  const frame = view.frames.find(f => f.connection === selection.connection && f.correlation === selection.correlation && f.dir === selection.dir)
  const part = frame?.carries[0]
  if (!part) return null
  return part.offset === null ? nextOf(view, part.partition) : at(view, part.partition, part.offset)
}

/** Its way is shown from hand to hand, and what carries it is lit. */
export const followRecord: Command = {
  id: 'follow-record', label: 'do.follow', group: 'kafka', keys: ['y'],
  values: context => { const { partition = '', offset = 0 } = recordOf(context) ?? {}; return { partition, offset } },
  when: context => recordOf(context) !== null,
  run: context => context.do.select(recordOf(context)),
}
