import type { ClusterView, PartitionId } from '../../world/view.ts'
import { count } from '../format.ts'
import { along, rulerFor, type Ruler } from './geometry-scale.ts'
import { doomedFrom } from './lineage.ts'
import type { StageModel } from './model.ts'
import type { ReaderColumn } from './model-clients.ts'
import type { ReplicaMark, Row } from './model-rows.ts'

/**
 * Zoom level *records*: one partition, a tray a replica, offsets aligned one above the other. A cell a record while logs are short;
 * from then on a bar with its batches, on the ruler the whole stage has.
 */
export interface Trays {
  row: Row
  width: number
  height: number
  /** First offset that has a place; earlier ones are further left than the tray goes. */
  from: number
  /** Width of a record's cell. */
  cell: number
  ruler: Ruler
  /** Where the ruler's numbers stand, once it has any to tell. */
  ticks: readonly { label: string; x: number }[]
  cellX: number
  trayX: number
  trayW: number
  trayH: number
  trays: readonly Tray[]
  /** x of the high watermark, and of the leader's log end. */
  hwX: number
  endX: number
  x(offset: number): number
  cards: boolean
}
/** `cells` or `bars` with their `batches`, as the ruler is. */
export interface Tray { mark: ReplicaMark; y: number; cells: readonly RecordCell[]; bars: readonly LogBar[]; batches: readonly BatchBar[] }
export type RecordState = 'committed' | 'above' | 'lost' | 'doomed'
export interface RecordCell { offset: number; x: number; state: RecordState }
/** Records of one state, from the left. */
export interface LogBar { x: number; width: number; state: RecordState }
export interface BatchBar { x: number; width: number; offset: number; count: number }

const HEIGHT = { tray: 84, gap: 20, top: 40, cellY: 34 }

/** The partition that is worth a tray each: the selected one, else the only one there is. */
export const trayRow = (model: StageModel, partition: PartitionId | null): Row | null =>
  model.rows.find(r => r.partition === partition) ?? (partition === null ? model.rows[0] ?? null : null)

/** Right of a long log: what is on its way to it, and how far it is behind. */
const AHEAD = 56

export const trays = (view: ClusterView, row: Row, width: number, scale: 'linear' | 'log' | null = null): Trays => {
  const cards = width >= 700
  const side = cards ? 132 : 12
  const label = cards ? 132 : 96
  const [trayX, trayW] = [cards ? 150 : 12, Math.max(200, width - side - (cards ? 150 : 12))]
  const longest = Math.max(row.end, ...row.replicas.map(r => r.end))
  const ruler = rulerFor(longest - row.start, scale)
  const room = trayW - label - 16
  const cell = Math.max(9, Math.min(32, Math.floor(room / Math.max(8, longest - row.start + 2))))
  const from = ruler.kind === 'cells' ? Math.max(row.start, longest + 1 - Math.floor(room / cell)) : row.start
  const cellX = trayX + label
  const log = { start: row.start, end: longest }
  const x = ruler.kind === 'cells'
    ? (offset: number) => cellX + (offset - from) * cell
    : (offset: number) => cellX + along(ruler, offset, log) * (room - AHEAD)
  const of = { view, row, from, x }
  return {
    row, width: Math.max(width, trayX + trayW + side - (cards ? 0 : 12)), from, cell, ruler, cellX, trayX, trayW, trayH: HEIGHT.tray, cards,
    ticks: ruler.kind === 'cells' ? [] : ruler.ticks.map(({ label, at }) => ({ label, x: cellX + at * (room - AHEAD) })),
    height: HEIGHT.top + row.replicas.length * (HEIGHT.tray + HEIGHT.gap) + 24,
    hwX: x(Math.max(row.hw, from)), endX: x(row.end), x,
    trays: [...row.replicas].sort((a, b) => a.broker - b.broker).map((mark, i) => {
      const y = HEIGHT.top + i * (HEIGHT.tray + HEIGHT.gap)
      return ruler.kind === 'cells'
        ? { mark, y, cells: cellsOf(of, mark), bars: [], batches: [] }
        : { mark, y, cells: [], bars: barsOf(of, mark), batches: batchesOf(of, mark) }
    }),
  }
}
export const CELL_Y = HEIGHT.cellY

interface Of { view: ClusterView; row: Row; from: number; x(offset: number): number }

/** What has become of a replica's records, by their offsets. */
const fateOf = ({ view, row }: Of, mark: ReplicaMark) => {
  const lost = mark.state === 'offline' ? view.ledger.lost.filter(l => l.partition === row.partition).map(l => l.offsets) : []
  const doomed = doomedFrom(view, row.partition, mark.broker)
  return {
    /** Offsets at which it may become another. */
    turns: [row.hw, ...doomed === null ? [] : [doomed], ...lost.flatMap(({ from, to }) => [from, to + 1])],
    stateOf(offset: number): RecordState {
      if (lost.some(({ from, to }) => offset >= from && offset <= to)) return 'lost'
      if (doomed !== null && offset >= doomed) return 'doomed'
      return offset >= row.hw ? 'above' : 'committed'
    },
  }
}

const cellsOf = (of: Of, mark: ReplicaMark): RecordCell[] => {
  const { stateOf } = fateOf(of, mark)
  const first = Math.max(of.from, mark.start)
  return Array.from({ length: Math.max(0, mark.end - first) }, (_, i) => ({ offset: first + i, x: of.x(first + i), state: stateOf(first + i) }))
}

const barsOf = (of: Of, mark: ReplicaMark): LogBar[] => {
  const { turns, stateOf } = fateOf(of, mark)
  const first = Math.max(of.from, mark.start)
  const cuts = [...new Set([first, ...turns.filter(turn => turn > first && turn < mark.end)])].sort((a, b) => a - b)
  return mark.end <= first ? [] : cuts.map((from, i) => ({ x: of.x(from), width: of.x(cuts[i + 1] ?? mark.end) - of.x(from), state: stateOf(from) }))
}

/** The latest, as far as the view has them. */
const batchesOf = ({ view, row, from, x }: Of, mark: ReplicaMark): BatchBar[] =>
  (view.replicas[row.partition]?.[mark.broker]?.tail ?? []).filter(batch => batch.lastOffset >= from).map(batch => {
    const left = x(Math.max(from, batch.baseOffset))
    return { x: left, width: x(batch.lastOffset + 1) - left, offset: batch.baseOffset, count: batch.count }
  })

/** Who reads the partition, and where on its log: as committed, or as the position of who commits nowhere. From the right; `named` where the name has room. */
export const readersAt = (p: Trays, readers: readonly ReaderColumn[]): { id: string; text: string; x: number; named: boolean }[] => {
  let free = Infinity
  return readers.flatMap(({ id, title, offsets }) => {
    const offset = offsets[p.row.partition]
    return offset === undefined ? [] : [{ id, text: `${title} ${count(offset)}`, x: p.x(Math.max(offset, p.from)) }]
  }).sort((a, b) => b.x - a.x).map(reader => {
    const named = reader.x + 8 + reader.text.length * 6 < free
    if (named) free = reader.x - 8
    return { ...reader, named }
  })
}
