import type { StageModel } from './model.ts'
import type { BrokerColumn } from './model-brokers.ts'
import type { Row, TopicBand } from './model-rows.ts'

/** The matrix as rectangles: one row is one partition, from producer to group; one column is one broker's jar. All in px. */
export interface Matrix {
  width: number
  height: number
  narrow: boolean
  jarTop: number
  /** The line under the jars' heads; the shelf on which they stand. */
  head: number
  floor: number
  jars: readonly JarPlace[]
  /** Past so many brokers a jar is a rack, and its brokers are slots in it; else none. */
  racks: readonly RackPlace[]
  bands: readonly { band: TopicBand; top: number }[]
  /** By row: its top, the lane its frames run on, the middle of its logs. */
  rows: ReadonlyMap<string, { row: Row; top: number; lane: number; log: number }>
  rowHeight: number
  label: number
  /** Where producers' rails begin. */
  railFrom: number
  railTo: number
  cards: readonly { process: string; x: number; y: number }[]
  controllers: readonly { id: number; x: number; y: number }[]
  readers: readonly { id: string; x: number; width: number }[]
  /** A lane above the jars for frames that carry no partition: heartbeats, metadata, joins. */
  control: number
}

export interface JarPlace { broker: BrokerColumn; x: number; width: number; cellX: number; cellW: number }
export interface RackPlace { name: string; x: number; width: number; brokers: readonly BrokerColumn[] }

export const CARD = { width: 112, height: 92, gap: 10 }
const WIDE = {
  producers: 16, label: 150, jars: 284, gap: 12, jarTop: 22, head: 76, band: 25, row: 53, rowMin: 48, bandGap: 4, margin: 16,
  jarMin: 132, jarMax: 268, fold: 8, slotMin: 54,
}
const NARROW = { label: 14, jars: 104, gap: 6, jarTop: 8, head: 44, band: 22, row: 43, lag: 54 }

interface Placed { bands: Matrix['bands']; rows: Matrix['rows']; bottom: number }

const stack = (model: StageModel, from: number, sizes: { band: number; row: number; bandGap: number }, lane: number, log: number): Placed => {
  const rows = new Map<string, { row: Row; top: number; lane: number; log: number }>()
  let y = from
  const bands = model.bands.map(band => {
    const top = y
    y += sizes.band
    for (const row of band.rows) {
      rows.set(row.partition, { row, top: y, lane: y + lane, log: y + log })
      y += sizes.row
    }
    y += sizes.bandGap
    return { band, top }
  })
  return { bands, rows, bottom: y }
}

/** The matrix for a stage of this many pixels. It keeps every jar and row legible; what does not fit is scrolled to. */
export const matrix = (model: StageModel, width: number, height = Infinity): Matrix =>
  width < 700 ? narrowMatrix(model, width) : wideMatrix(model, width, height)

/** Rows close up a little rather than make a small stage scroll. */
const rowHeight = (model: StageModel, height: number): number => {
  const bands = model.bands.length * (WIDE.band + WIDE.bandGap)
  return Math.floor(Math.max(WIDE.rowMin, Math.min(WIDE.row, (height - WIDE.head - 20 - bands - 34) / Math.max(1, model.rows.length))))
}

const wideMatrix = (model: StageModel, width: number, height: number): Matrix => {
  const readerW = readerWidth(model, width)
  const readersW = model.readers.length * (readerW + 12)
  const free = width - WIDE.jars - readersW - WIDE.margin - (readersW ? 16 : 0)
  const { jars, racks, end } = model.brokers.length > WIDE.fold ? foldedJars(model.brokers, free) : wideJars(model.brokers, free)
  const readersX = end + 16
  const row = rowHeight(model, height)
  const close = row < 51
  const placed = stack(model, WIDE.head + 20, { ...WIDE, row }, close ? 6 : 7, close ? 21 : 24)
  const cards = cardsOf(model, placed)
  const controllersH = model.controllers.length * 58
  const floor = Math.max(placed.bottom + 2, (cards.at(-1)?.y ?? WIDE.head) + (cards.length ? CARD.height + 14 : 0) + controllersH, WIDE.head + 150)
  return {
    narrow: false, jarTop: WIDE.jarTop, head: WIDE.head, floor, rowHeight: row, label: WIDE.label, control: 11,
    width: Math.max(width, readersX + readersW + WIDE.margin), height: floor + 30,
    jars, racks,
    ...placed, cards,
    railFrom: WIDE.label + 66, railTo: readersX - 10,
    controllers: model.controllers.map((c, i) => ({ id: c.id, x: WIDE.producers, y: floor - (model.controllers.length - i) * 58 + 10 })),
    readers: model.readers.map((r, i) => ({ id: r.id, x: readersX + i * (readerW + 12), width: readerW })),
  }
}

/** Groups give way before jars would have to be scrolled to: with less than a hundred pixels they show no trend. */
const readerWidth = ({ brokers, readers }: StageModel, width: number): number => {
  if (width < 1_000) return 74
  const jars = Math.min(brokers.length, WIDE.fold) * (WIDE.jarMin + WIDE.gap)
  const each = Math.floor((width - WIDE.jars - jars - WIDE.margin - 16) / Math.max(1, readers.length)) - 12
  return Math.max(74, Math.min(116, each))
}

interface Jars { jars: JarPlace[]; racks: RackPlace[]; /** Where the next jar would stand. */ end: number }

const wideJars = (brokers: readonly BrokerColumn[], free: number): Jars => {
  const columns = Math.max(1, brokers.length)
  const width = Math.min(WIDE.jarMax, Math.max(WIDE.jarMin, Math.floor(free / columns) - WIDE.gap))
  const x = (i: number) => WIDE.jars + i * (width + WIDE.gap)
  return { jars: brokers.map((broker, i) => ({ broker, x: x(i), width, cellX: x(i) + 20, cellW: width - 32 })), racks: [], end: x(columns) }
}

/** A jar a rack, in the order in which its first broker comes; a slot for each of its brokers. */
const foldedJars = (brokers: readonly BrokerColumn[], free: number): Jars => {
  const names = [...new Set(brokers.map(rackOf))]
  const slot = Math.max(WIDE.slotMin, Math.floor((free - names.length * (WIDE.gap + 8)) / brokers.length))
  const jars: JarPlace[] = []
  let end = WIDE.jars
  const racks = names.map((name): RackPlace => {
    const [x, mine] = [end, brokers.filter(broker => rackOf(broker) === name)]
    jars.push(...mine.map((broker, i) => ({ broker, x: x + 4 + i * slot, width: slot, cellX: x + 4 + i * slot + 17, cellW: slot - 22 })))
    const width = mine.length * slot + 8
    end = x + width + WIDE.gap
    return { name, x, width, brokers: mine }
  })
  return { jars, racks, end }
}
const rackOf = (broker: BrokerColumn): string => broker.rack ?? broker.machine

/** Cards stand beside the first band they write to, below one another where several do. */
const cardsOf = (model: StageModel, placed: Placed): { process: string; x: number; y: number }[] => {
  let next = WIDE.head + 20
  const wished = model.sources.map(source => {
    const band = placed.bands.find(b => source.topics.includes(b.band.topic))
    return { process: source.process, y: band ? band.top + 28 : WIDE.head + 48 }
  }).sort((a, b) => a.y - b.y)
  return wished.map(({ process, y }) => {
    const at = Math.max(y, next)
    next = at + CARD.height + CARD.gap
    return { process, x: WIDE.producers, y: at }
  })
}

const narrowMatrix = (model: StageModel, width: number): Matrix => {
  const columns = Math.max(1, model.brokers.length)
  const jarW = Math.max(50, Math.floor((width - NARROW.jars - NARROW.lag - 4) / columns) - NARROW.gap)
  const jarX = (i: number) => NARROW.jars + i * (jarW + NARROW.gap)
  const placed = stack(model, NARROW.head, { ...NARROW, bandGap: 0 }, 2, 13)
  const end = jarX(columns) + NARROW.lag
  const floor = Math.max(placed.bottom + 2, NARROW.head + 80)
  return {
    narrow: true, jarTop: NARROW.jarTop, head: NARROW.head, floor, rowHeight: NARROW.row, label: NARROW.label, control: 0,
    width: Math.max(width, end), height: floor + 26 + model.controllers.length * 24,
    jars: model.brokers.map((broker, i) => ({ broker, x: jarX(i), width: jarW, cellX: jarX(i) + 17, cellW: jarW - 24 })), racks: [],
    ...placed, cards: [], railFrom: NARROW.label, railTo: jarX(columns) - NARROW.gap,
    controllers: model.controllers.map((c, i) => ({ id: c.id, x: NARROW.label, y: floor + 30 + i * 24 })),
    readers: model.readers.slice(0, 1).map(r => ({ id: r.id, x: Math.max(width, end) - 12, width: NARROW.lag - 8 })),
  }
}

/** What stands at a point of the matrix, for the pointer: the cell of a replica, a row, a jar's head, a card, a reader. */
export type Spot =
  | { is: 'replica'; partition: string; broker: number }
  | { is: 'partition'; partition: string }
  | { is: 'broker'; broker: number }
  | { is: 'reader'; id: string }

export const spotAt = (m: Matrix, x: number, y: number): Spot | null => {
  const jar = m.jars.find(j => x >= j.x && x < j.x + j.width)
  const reader = m.readers.find(r => x >= r.x - (m.narrow ? r.width : 0) && x < r.x + r.width)
  if (y < m.head || y > m.floor) return jar ? { is: 'broker', broker: jar.broker.id } : reader ? { is: 'reader', id: reader.id } : null
  const at = [...m.rows.values()].find(r => y >= r.top && y < r.top + m.rowHeight)
  if (!at || x < m.label - 8) return null
  const partition = at.row.partition
  return jar && at.row.replicas.some(r => r.broker === jar.broker.id)
    ? { is: 'replica', partition, broker: jar.broker.id }
    : { is: 'partition', partition }
}
