import type { Action } from '../../world/action.ts'
import type { ClusterView, ConsumerView, GroupView, PartitionId, RunningView } from '../../world/view.ts'

const consumersOf = ({ view }: Pick<RunningView, 'view'>): readonly ConsumerView[] => view?.kind === 'consumer' ? [view] : view?.kind === 'script' ? view.consumers : []

/** The processes that read for a group, or did when they were last up. */
export const readersOf = (view: ClusterView, group: string): RunningView[] =>
  Object.values(view.processes).filter(running => consumersOf(running).some(consumer => consumer.group === group))

/** The process behind a member. */
export const processOf = (view: ClusterView, memberId: string): string | null =>
  Object.values(view.processes).find(running => running.state !== 'down' && consumersOf(running).some(consumer => consumer.memberId === memberId))?.name ?? null

/** Of the partitions that members own, the offset of the next record each hands out: what they read but did not commit lies before it. */
export const positionsIn = (view: ClusterView, group: string): Readonly<Record<PartitionId, number>> =>
  Object.assign({}, ...Object.values(view.processes).filter(({ state }) => state !== 'down').flatMap(consumersOf).filter(consumer => consumer.group === group)
    .map(({ positions }) => positions)) as Record<PartitionId, number>

/** A partition of a group with the member that reads it; the member alone where it owns none. */
export interface Owned { readonly partition: PartitionId | null; readonly member: GroupView['members'][number] | undefined; readonly process: string | null }

/** One line a partition, then those who own none; of all of them those with every word of the query in partition, process or client id. */
export function ownedIn(view: ClusterView, { committed, members }: GroupView, query = ''): Owned[] {
  const owners = new Map(members.flatMap(member => member.partitions.map(partition => [partition, member] as const)))
  const partitions = [...new Set([...Object.keys(committed) as PartitionId[], ...owners.keys()])].sort()
  const lines = [...partitions.map(partition => ({ partition, member: owners.get(partition) })), ...members.filter(each => each.partitions.length === 0).map(member => ({ partition: null, member }))]
  const words = query.toLowerCase().split(/\s+/)
  return lines.map(line => ({ ...line, process: line.member ? processOf(view, line.member.id) : null }))
    .filter(({ partition, member, process }) => words.every(word => `${partition ?? ''} ${process ?? ''} ${member?.clientId ?? ''}`.toLowerCase().includes(word)))
}

export const stopOf = ({ name, view }: RunningView): Action =>
  view?.kind === 'script' ? { do: 'script.stop', script: name } : { do: 'process.stop', process: name }

/** Those that can be started as they were; a script is run again from the editor. */
export const startable = (readers: readonly RunningView[]): RunningView[] => readers.filter(({ state, view }) => state === 'down' && view?.kind !== 'script')
