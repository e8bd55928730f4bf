import type { ClusterView, PartitionId } from '../../world/view.ts'
import { doomedFrom } from './lineage.ts'
import type { StageModel } from './model.ts'
import type { ReplicaMark, Row } from './model-rows.ts'

/** Zoom level *records*: one partition, a tray a replica, a cell a record, offsets aligned one above the other. */
export interface Trays {
  row: Row
  width: number
  height: number
  /** First offset that has a place; earlier ones are further left than the tray goes. */
  from: number
  cell: number
  cellX: number
  trayX: number
  trayW: number
  trayH: number
  trays: readonly Tray[]
  /** x of the high watermark. */
  hwX: number
  cards: boolean
}
export interface Tray { mark: ReplicaMark; y: number; cells: readonly RecordCell[] }
export interface RecordCell { offset: number; x: number; state: 'committed' | 'above' | 'lost' | 'doomed' }

const HEIGHT = { tray: 84, gap: 20, top: 40, cellY: 34 }

/** The partition that is worth a tray each: the selected one, else the only one there is. */
export const trayRow = (model: StageModel, partition: PartitionId | null): Row | null =>
  model.rows.find(r => r.partition === partition) ?? (partition === null ? model.rows[0] ?? null : null)

export const trays = (view: ClusterView, row: Row, width: number): Trays => {
  const cards = width >= 700
  const side = cards ? 132 : 12
  const label = cards ? 132 : 96
  const [trayX, trayW] = [cards ? 150 : 12, Math.max(200, width - side - (cards ? 150 : 12))]
  const longest = Math.max(row.end, ...row.replicas.map(r => r.end))
  const room = trayW - label - 16
  const cell = Math.max(9, Math.min(32, Math.floor(room / Math.max(8, longest - row.start + 2))))
  const from = Math.max(row.start, longest + 1 - Math.floor(room / cell))
  const cellX = trayX + label
  const x = (offset: number) => cellX + (offset - from) * cell
  return {
    row, width: Math.max(width, trayX + trayW + side - (cards ? 0 : 12)), from, cell, cellX, trayX, trayW, trayH: HEIGHT.tray, cards,
    height: HEIGHT.top + row.replicas.length * (HEIGHT.tray + HEIGHT.gap) + 24,
    hwX: x(Math.max(row.hw, from)),
    trays: [...row.replicas].sort((a, b) => a.broker - b.broker)
      .map((mark, i) => ({ mark, y: HEIGHT.top + i * (HEIGHT.tray + HEIGHT.gap), cells: cellsOf(view, row, mark, from, x) })),
  }
}
export const CELL_Y = HEIGHT.cellY

const cellsOf = (view: ClusterView, row: Row, mark: ReplicaMark, from: number, x: (offset: number) => number): RecordCell[] => {
  const lost = view.ledger.lost.filter(l => l.partition === row.partition)
  const doomed = doomedFrom(view, row.partition, mark.broker)
  const stateOf = (offset: number): RecordCell['state'] => {
    if (mark.state === 'offline' && lost.some(l => offset >= l.offsets.from && offset <= l.offsets.to)) return 'lost'
    if (doomed !== null && offset >= doomed) return 'doomed'
    return offset >= row.hw ? 'above' : 'committed'
  }
  const first = Math.max(from, mark.start)
  return Array.from({ length: Math.max(0, mark.end - first) }, (_, i) => ({ offset: first + i, x: x(first + i), state: stateOf(first + i) }))
}
