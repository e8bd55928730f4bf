import type { Selection } from '../desk.ts'
import type { FleetPlan, PlacedJar } from './geometry.ts'
import type { Fleet, PartitionState } from './model.ts'

/** The tokens a map is painted with, by name. */
export const TOKENS = [
  'ground', 'pane', 'line', 'line-strong', 'edge', 'ink', 'ink-2', 'ink-3', 'accent', 'accent-wash', 'leader', 'insync', 'insync-edge', 'lagging', 'lagging-edge',
  'offline', 'leaderless', 'leaderless-wash',
] as const
export type Paint = Readonly<Record<(typeof TOKENS)[number], string>>

export interface Lit { selection: Selection | null; focused: string | null }

/** The whole map; a pure function of what it is given. */
export const drawFleet = (c: CanvasRenderingContext2D, fleet: Fleet, plan: FleetPlan, paint: Paint, lit: Lit) => {
  const brokers = litBrokers(fleet, lit)
  for (const rack of plan.racks) drawShelf(c, rack, paint)
  for (const jar of plan.jars) drawJar(c, jar, plan, fleet, paint, brokers.get(jar.broker.id) ?? null)
  drawCells(c, plan, paint)
  drawLitCells(c, plan, paint, lit)
}

/** The broker that is meant, or those that hold the partition that is. */
const litBrokers = (fleet: Fleet, { selection, focused }: Lit): Map<number, 'chosen' | 'holds'> => {
  if (selection?.is === 'broker') return new Map([[selection.broker, 'chosen']])
  if (focused?.startsWith('broker ')) return new Map([[Number(focused.slice(7)), 'chosen']])
  const named = selection?.is === 'partition' || selection?.is === 'replica' ? selection.partition : focused
  const found = named === null ? undefined : fleet.partitions.find(p => p.partition === named)
  return new Map(found?.of.replicas.map(id => [id, 'holds'] as const))
}

/** A rack that serves nothing has a broken shelf. */
const drawShelf = (c: CanvasRenderingContext2D, { rack, x, width, floor }: FleetPlan['racks'][number], paint: Paint) => {
  c.fillStyle = rack.dark ? paint.offline : paint['ink-3']
  if (!rack.dark) return c.fillRect(x - 3, floor, width + 1, 3)
  for (let at = x - 3; at < x + width - 2; at += 8) c.fillRect(at, floor, 4, 3)
}

const drawJar = (c: CanvasRenderingContext2D, jar: PlacedJar, plan: FleetPlan, fleet: Fleet, paint: Paint, lit: 'chosen' | 'holds' | null) => {
  const { broker, x, y, width, height } = jar
  if (lit === 'chosen') ring(c, x - 4, y - 4, width + 8, height + 24, paint)
  glass(c, jar, broker.serves ? broker.behind > 0 ? paint['lagging-edge'] : lit ? paint.accent : paint['line-strong'] : paint.offline, broker.serves ? paint.pane : null)
  if (broker.serves) contents(c, jar, plan, fleet, paint)
  else cross(c, x + width / 2, y + height / 2, paint.offline)
  if (broker.quorum) hexagon(c, x + 8, y + 9, broker.quorum === 'active', paint)
  c.font = `${lit ? 600 : 400} 10.5px "IBM Plex Mono", monospace`
  c.textAlign = 'center'
  c.fillStyle = lit ? paint.ink : paint['ink-3']
  c.fillText(String(broker.id), x + width / 2, y + height + 15)
}

const ring = (c: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, paint: Paint) => {
  c.beginPath()
  c.roundRect(x, y, width, height, 6)
  c.fillStyle = paint['accent-wash']
  c.fill()
  c.strokeStyle = paint.accent
  c.lineWidth = 1.5
  c.stroke()
}

const glass = (c: CanvasRenderingContext2D, { x, y, width, height }: PlacedJar, stroke: string, fill: string | null) => {
  c.beginPath()
  c.roundRect(x, y, width, height, [9, 9, 0, 0])
  if (fill) { c.fillStyle = fill; c.fill() } else c.setLineDash([3, 3])
  c.strokeStyle = stroke
  c.lineWidth = 1
  c.stroke()
  c.setLineDash([])
}

/** Leaders dark, followers light, a tick at the fleet's median of leaders, disk used as a line at the right. */
const contents = (c: CanvasRenderingContext2D, { broker, x, y, width, height }: PlacedJar, plan: FleetPlan, fleet: Fleet, paint: Paint) => {
  const floor = y + height
  const bar = Math.floor((width - 14) / 3)
  const [leads, follows] = [broker.leads * plan.perReplica, (broker.replicas - broker.leads) * plan.perReplica]
  c.fillStyle = paint.leader
  c.fillRect(x + 5, floor - leads, bar, leads)
  c.fillStyle = broker.behind > 0 ? paint.lagging : paint.insync
  c.fillRect(x + 7 + bar, floor - follows, bar, follows)
  c.strokeStyle = broker.behind > 0 ? paint['lagging-edge'] : paint['insync-edge']
  c.lineWidth = 0.8
  c.strokeRect(x + 7 + bar, floor - follows, bar, follows)
  c.fillStyle = paint['ink-2']
  c.fillRect(x + 3, floor - fleet.median.leads * plan.perReplica, bar + 4, 1)
  c.fillStyle = paint.line
  c.fillRect(x + width - 7, y + 12, 2.5, height - 14)
  c.fillStyle = paint['ink-3']
  c.fillRect(x + width - 7, floor - 2 - (height - 14) * broker.diskShare, 2.5, (height - 14) * broker.diskShare)
  if (broker.behind > 0) behindMark(c, x + width / 2, y + 8, broker.behind, paint)
}

const behindMark = (c: CanvasRenderingContext2D, x: number, y: number, behind: number, paint: Paint) => {
  c.font = '600 9.5px "IBM Plex Mono", monospace'
  c.textAlign = 'center'
  c.fillStyle = paint['lagging-edge']
  c.fillText(`▽${behind}`, x, y + 4)
}

const cross = (c: CanvasRenderingContext2D, x: number, y: number, stroke: string) => {
  c.beginPath()
  c.moveTo(x - 6, y - 6); c.lineTo(x + 6, y + 6); c.moveTo(x + 6, y - 6); c.lineTo(x - 6, y + 6)
  c.strokeStyle = stroke
  c.lineWidth = 1.6
  c.stroke()
}

const hexagon = (c: CanvasRenderingContext2D, x: number, y: number, active: boolean, paint: Paint) => {
  c.beginPath()
  for (const [dx, dy] of [[0, -4], [3.4, -2], [3.4, 2], [0, 4], [-3.4, 2], [-3.4, -2]] as const) c.lineTo(x + dx, y + dy)
  c.closePath()
  c.strokeStyle = active ? paint.ink : paint.edge
  c.lineWidth = 1.1
  c.stroke()
  if (!active) return
  c.fillStyle = paint.ink
  c.fillRect(x - 1.2, y - 1.2, 2.4, 2.4)
}

/** Healthy cells tinted; behind: amber at the foot; under min ISR: amber, framed; leaderless: an empty magenta frame, struck through. */
const CELLS: Readonly<Record<PartitionState, (c: CanvasRenderingContext2D, x: number, y: number, size: number, paint: Paint) => void>> = {
  healthy: (c, x, y, size, paint) => { c.fillStyle = paint.insync; c.fillRect(x, y, size, size) },
  behind: (c, x, y, size, paint) => {
    c.fillStyle = paint.insync
    c.fillRect(x, y, size, size)
    c.fillStyle = paint['lagging-edge']
    c.fillRect(x, y + size * 0.6, size, size * 0.4)
  },
  'under-min': (c, x, y, size, paint) => {
    c.fillStyle = paint.lagging
    c.fillRect(x, y, size, size)
    c.fillStyle = paint['lagging-edge']
    c.fillRect(x, y, size, 1)
    c.fillRect(x, y + size - 1, size, 1)
    c.fillRect(x, y, 1, size)
    c.fillRect(x + size - 1, y, 1, size)
  },
  leaderless: (c, x, y, size, paint) => {
    c.fillStyle = paint['leaderless-wash']
    c.fillRect(x, y, size, size)
    c.strokeStyle = paint.leaderless
    c.lineWidth = 1.4
    c.strokeRect(x + 0.7, y + 0.7, size - 1.4, size - 1.4)
    c.beginPath()
    c.moveTo(x, y + size)
    c.lineTo(x + size, y)
    c.stroke()
  },
}

const drawCells = (c: CanvasRenderingContext2D, plan: FleetPlan, paint: Paint) => {
  for (const { of, x, y } of plan.cells) CELLS[of.state](c, x, y, plan.cell, paint)
}

/** The selected partition, or those the selected broker holds. */
const drawLitCells = (c: CanvasRenderingContext2D, plan: FleetPlan, paint: Paint, { selection, focused }: Lit) => {
  const isLit = litCell(selection, focused)
  if (!isLit) return
  c.strokeStyle = paint.accent
  c.lineWidth = 1.2
  for (const { of, x, y } of plan.cells) if (isLit(of)) c.strokeRect(x - 0.4, y - 0.4, plan.cell + 0.8, plan.cell + 0.8)
}

const litCell = (selection: Selection | null, focused: string | null): ((of: FleetPlan['cells'][number]['of']) => boolean) | null => {
  if (selection?.is === 'partition' || selection?.is === 'replica') return of => of.partition === selection.partition
  if (selection?.is === 'broker') return of => of.of.replicas.includes(selection.broker)
  return focused === null ? null : of => of.partition === focused
}
