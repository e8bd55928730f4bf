import type { Action } from '../../world/action.ts'
import type { ClusterView, ConsumerView, PartitionId, RunningView } from '../../world/view.ts'

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

export const stopOf = ({ name, view }: RunningView): Action =>
  view?.kind === 'script' ? { do: 'script.stop', script: name } : { do: 'process.stop', process: name }

/** Those that can be started as they were; a script is run again from the editor. */
export const startable = (readers: readonly RunningView[]): RunningView[] => readers.filter(({ state, view }) => state === 'down' && view?.kind !== 'script')
