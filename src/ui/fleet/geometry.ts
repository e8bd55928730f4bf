import type { Selection } from '../desk.ts'
import type { BrokerColumn } from '../stage/model-brokers.ts'
import type { Fleet, FleetPartition, FleetRack } from './model.ts'

/** The map in px: racks of jars above, the field of partitions below. */
export interface FleetPlan {
  width: number
  height: number
  racks: readonly { rack: FleetRack; x: number; y: number; width: number; floor: number }[]
  jars: readonly PlacedJar[]
  cells: readonly { of: FleetPartition; x: number; y: number }[]
  /** Side of a cell. */
  cell: number
  fieldTop: number
  /** Where what is said of the field begins. */
  fieldHead: number
  /** Where the distributions stand, and how many beside one another. */
  spreads: { top: number; columns: number }
  /** Replicas and leaders to pixels. */
  perReplica: number
}
export interface PlacedJar { broker: BrokerColumn; x: number; y: number; width: number; height: number }

const MARGIN = 20
const HEAD = 44
const SIZES = { rackGap: 12, jarGap: 5, jarWidth: 38, jarMin: 22, label: 22, jarHeight: 74, jarLow: 34, between: 10, field: 44, spreads: 62, line: 20, cells: 230, cellsLow: 170 }

/** A page as narrow as this has jars first, and distributions after the cells. */
const NARROW = 700

/** Jars give way first, then cells; what does not fit is scrolled to. */
export const fleetPlan = (fleet: Fleet, width: number, height: number): FleetPlan => {
  const plan = planWith(fleet, width, height, SIZES.cells)
  return plan.height <= height ? plan : planWith(fleet, width, height, SIZES.cellsLow)
}

const planWith = (fleet: Fleet, width: number, height: number, cellsHigh: number): FleetPlan => {
  const room = width - 2 * MARGIN, isNarrow = room < NARROW
  const field = fieldOf(fleet, room, cellsHigh), head = HEAD + (isNarrow ? SIZES.line : SIZES.spreads), fieldHead = SIZES.field + (isNarrow ? 2 * SIZES.line : 0)
  const most = Math.max(1, ...fleet.racks.map(rack => rack.brokers.length))
  const jarWidth = Math.min(isNarrow ? SIZES.jarMin + 4 : SIZES.jarWidth, jarWidthFor(room, most))
  const rackWidth = most * (jarWidth + SIZES.jarGap) + SIZES.rackGap
  const perLine = Math.max(1, Math.floor((room + SIZES.rackGap) / rackWidth))
  const lines = Math.ceil(fleet.racks.length / perLine)
  const free = height - head - fieldHead - field.height - 12
  const jarHeight = Math.round(Math.min(SIZES.jarHeight, Math.max(SIZES.jarLow, free / Math.max(1, lines) - SIZES.label - SIZES.between)))
  const lineHeight = jarHeight + SIZES.label + SIZES.between
  const racks = fleet.racks.map((rack, i) => {
    const [x, y] = [MARGIN + (i % perLine) * rackWidth, head + Math.floor(i / perLine) * lineHeight]
    return { rack, x, y, width: rackWidth - SIZES.rackGap, floor: y + jarHeight }
  })
  const fieldTop = head + lines * lineHeight + fieldHead - 12, end = fieldTop + field.height + 12
  return {
    width, racks, fieldTop, fieldHead: fieldTop - fieldHead + 12, cell: field.cell, height: isNarrow ? end + 2 * SIZES.spreads : end,
    spreads: isNarrow ? { top: end, columns: 2 } : { top: HEAD - 6, columns: 4 },
    jars: racks.flatMap(({ rack, x, y }) => rack.brokers.map((broker, k) =>
      ({ broker, x: x + k * (jarWidth + SIZES.jarGap), y, width: jarWidth, height: jarHeight }))),
    cells: field.places.map(({ of, column, line }) => ({ of, x: MARGIN + column * (field.cell + 1), y: fieldTop + line * (field.cell + 1) })),
    perReplica: (jarHeight - 14) / Math.max(1, ...fleet.racks.flatMap(rack => rack.brokers.map(b => Math.max(b.leads, b.replicas - b.leads)))),
  }
}

/** A rack is never wider than the stage. */
const jarWidthFor = (room: number, most: number): number =>
  Math.max(SIZES.jarMin, Math.min(SIZES.jarWidth, Math.floor(room / most) - SIZES.jarGap))

interface Field { cell: number; height: number; places: { of: FleetPartition; column: number; line: number }[] }

/** Topics one after the other, a gap of one cell between them; cells as large as that height allows. */
const fieldOf = (fleet: Fleet, room: number, high: number): Field => {
  const topics = new Set(fleet.partitions.map(of => of.topic)).size
  const cells = fleet.partitions.length + topics
  const cell = Math.max(5, Math.min(13, Math.floor(Math.sqrt(room * high / Math.max(1, cells))) - 1))
  const columns = Math.max(1, Math.floor(room / (cell + 1)))
  let at = 0
  const places = fleet.partitions.map((of, i) => {
    if (i > 0 && fleet.partitions[i - 1]!.topic !== of.topic && at % columns !== 0) at++
    const place = { of, column: at % columns, line: Math.floor(at / columns) }
    at++
    return place
  })
  return { cell, places, height: Math.ceil(at / columns) * (cell + 1) }
}

export type FleetSpot = { is: 'broker'; broker: BrokerColumn } | { is: 'partition'; of: FleetPartition }

/** What stands at a point of the map. */
export const fleetSpot = (plan: FleetPlan, x: number, y: number): FleetSpot | null => {
  const jar = plan.jars.find(j => x >= j.x - 2 && x < j.x + j.width + 3 && y >= j.y && y < j.y + j.height + SIZES.label)
  if (jar) return { is: 'broker', broker: jar.broker }
  const cell = y < plan.fieldTop ? undefined : plan.cells.find(c => x >= c.x && x <= c.x + plan.cell && y >= c.y && y <= c.y + plan.cell)
  return cell ? { is: 'partition', of: cell.of } : null
}

export const selectionOfSpot = (spot: FleetSpot | null): Selection | null => {
  if (!spot) return null
  return spot.is === 'broker' ? { is: 'broker', broker: spot.broker.id } : { is: 'partition', partition: spot.of.partition }
}
