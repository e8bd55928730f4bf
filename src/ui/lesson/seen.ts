import type { Seen } from '../../lesson/types.ts'
import type { ClusterView, Told } from '../../world/view.ts'
import { partitionFacts } from '../../world/view-helpers.ts'
import type { Ring, Selection } from '../desk.ts'

/** What a link of a lesson's text selects and rings on the page. */
export const seenOnPage = (seen: Seen, view: ClusterView, told: readonly Told[]): { selection: Selection | null; ring: Ring | null } => ({
  selection: selectionOf(seen, view, told),
  ring: seen.mark ? { [seen.mark]: true, ...(seen.partition && { partition: seen.partition }) } : null,
})

const selectionOf = (seen: Seen, view: ClusterView, told: readonly Told[]): Selection | null => {
  if (seen.event) return { is: 'event', seq: seen.event.seq }
  if (seen.logLine !== undefined) {
    const line = told.findLast(t => t.is === 'log.line' && t.text.includes(seen.logLine!))
    return line ? { is: 'event', seq: line.seq } : null
  }
  if (seen.frame !== undefined) return frameOf(seen, view)
  if (seen.group !== undefined) return { is: 'group', group: seen.group }
  if (seen.partition !== undefined) {
    const broker = seen.broker ?? (seen.offset === undefined ? undefined : partitionFacts(view, seen.partition)?.leader ?? undefined)
    return broker === undefined ? { is: 'partition', partition: seen.partition }
      : { is: 'replica', partition: seen.partition, broker, ...(seen.offset !== undefined && { offset: seen.offset }) }
  }
  return seen.broker === undefined ? null : { is: 'broker', broker: seen.broker }
}

/** A frame of that kind that is on the wire now; one that has arrived is told by its client's pane. */
const frameOf = (seen: Seen, view: ClusterView): Selection | null => {
  const frame = view.frames.find(f => f.api === seen.frame && (seen.by === undefined || f.from === seen.by || f.to === seen.by))
  if (frame) return { is: 'frame', connection: frame.connection, correlation: frame.correlation, dir: frame.dir }
  return seen.by !== undefined && view.processes[seen.by] ? { is: 'process', process: seen.by } : null
}
