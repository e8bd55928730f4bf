import type { ClusterView, GroupView, Micros, PartitionId } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { rises, waitingSince, type History } from '../history.ts'

/** What a group is behind by, over all it has committed. `worst`: the partition whose oldest unread record waits longest; null while nothing waits. */
export interface GroupLag { readonly total: number; readonly worst: { readonly partition: PartitionId; readonly waits: Micros } | null; readonly rises: boolean }
/** The lag of a group at one moment, over all its partitions. */
export interface LagPoint { readonly at: Micros; readonly lag: number }

const partitionsOf = ({ committed }: GroupView): PartitionId[] => Object.keys(committed) as PartitionId[]
const behindBy = (view: ClusterView, { group }: GroupView, id: PartitionId): number => lag(view, group, id) ?? 0
const totalLag = (view: ClusterView, group: GroupView): number => partitionsOf(group).reduce((sum, id) => sum + behindBy(view, group, id), 0)

export function groupLag(view: ClusterView, history: History, group: GroupView): GroupLag {
  const behind = partitionsOf(group).filter(id => behindBy(view, group, id) > 0)
  const waiting = behind.map(partition => ({ partition, waits: waits(view, history, group, partition)! }))
  return {
    total: totalLag(view, group),
    worst: waiting.reduce<GroupLag['worst']>((worst, each) => worst && worst.waits >= each.waits ? worst : each, null),
    rises: rises(lagLine(view, history, group, 0).map(point => point.lag)),
  }
}

/** How long the oldest record that is not committed has been there; 0 while all are, null without a commit. As far back as samples reach. */
export function waits(view: ClusterView, history: History, group: GroupView, id: PartitionId): Micros | null {
  const behind = lag(view, group.group, id)
  if (behind === null || behind === 0) return behind
  const since = waitingSince(history, id, group.committed[id]!) ?? history.samples.at(-1)?.at ?? view.now
  return Math.max(0, view.now - since)
}

/** A point a sample, from the first in which the group had committed anything; the last is the present. */
export function lagLine(view: ClusterView, history: History, group: GroupView, from: Micros): LagPoint[] {
  const keys = partitionsOf(group).map(id => `${group.group}/${id}`)
  const past = history.samples.filter(({ at, lag }) => at >= from && at < view.now && keys.some(key => key in lag))
    .map(({ at, lag }) => ({ at, lag: keys.reduce((sum, key) => sum + (lag[key] ?? 0), 0) }))
  return keys.length === 0 ? [] : [...past, { at: view.now, lag: totalLag(view, group) }]
}
