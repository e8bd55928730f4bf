import type { ClusterView } from '../../world/view.ts'
import { doomedFrom } from '../stage/lineage.ts'
import type { ReplicaMark, Row } from '../stage/model-rows.ts'

/** The loupe: one level deeper than the stage, linear, batch by batch, for the end of one partition's logs. */
export interface Loupe { from: number; to: number; x(offset: number): number; hwX: number; lines: readonly LoupeLine[] }
export interface LoupeLine {
  mark: ReplicaMark; batches: readonly { x: number; width: number; count: number; above: boolean; doomed: boolean }[]
  left: number
}

const MARGIN = 20

export const loupe = (view: ClusterView, row: Row, width: number): Loupe => {
  const logs = view.replicas[row.partition] ?? {}
  const farthest = Math.max(row.end, ...row.replicas.map(r => r.end))
  const tails = Object.values(logs).flatMap(log => log.tail)
  const near = tails.filter(b => b.lastOffset >= row.hw - 24 && b.baseOffset <= farthest)
  const from = Math.max(row.start, Math.min(row.hw, ...near.map(b => b.baseOffset)))
  const to = Math.max(from + 1, farthest)
  const x = (offset: number) => MARGIN + (offset - from) / (to - from) * (width - MARGIN - 4)
  const lines = [...row.replicas].sort((a, b) => a.broker - b.broker).map((mark): LoupeLine => {
    const doomed = doomedFrom(view, row.partition, mark.broker)
    const batches = (logs[mark.broker]?.tail ?? []).filter(b => b.lastOffset >= from).map(b => ({
      x: x(Math.max(from, b.baseOffset)), width: Math.max(2, x(b.lastOffset + 1) - x(Math.max(from, b.baseOffset)) - 2),
      count: b.count, above: b.lastOffset >= row.hw, doomed: doomed !== null && b.lastOffset >= doomed,
    }))
    return { mark, batches, left: batches.length ? 0 : Math.max(0, from - mark.end) }
  })
  return { from, to, x, hwX: x(Math.max(from, row.hw)), lines }
}
