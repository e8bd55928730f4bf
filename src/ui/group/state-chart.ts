import { GROUP_STATES, type GroupEvent, type GroupState } from '../../world/group-states.ts'

/** Where each state stands on the chart: left edge, top edge, width; all are `HEIGHT` high. */
export const BOXES: Readonly<Record<GroupState, readonly [x: number, y: number, width: number]>> = {
  Empty: [0, 16, 70], PreparingRebalance: [150, 16, 152], CompletingRebalance: [408, 16, 158], Stable: [438, 96, 98], Dead: [192, 96, 68],
}
export const HEIGHT = 30
/** How far two lines between the same states keep from each other. */
const APART = 6

export interface Edge { readonly from: GroupState; readonly to: GroupState; readonly event: GroupEvent; readonly path: string; readonly head: string; readonly label: readonly [x: number, y: number] }

/** A line for each row of the table. */
export const edges = (): Edge[] => rows().map(({ from, to, event }) => {
  const isPaired = Object.values(GROUP_STATES[to]).includes(from)
  const [a, b] = ends(from, to, isPaired ? APART : 0)
  const middle = [a[0] + (b[0] - a[0]) / 2, a[1] + (b[1] - a[1]) / 2] as const
  return { from, to, event, path: `M${point(a)}L${point(b)}`, head: arrow(a, b), label: [middle[0], middle[1] + (isPaired && b[0] < a[0] ? 14 : -5)] }
})

/** The table, a row a transition. */
export const rows = (): { from: GroupState; event: GroupEvent; to: GroupState }[] => (Object.keys(GROUP_STATES) as GroupState[]).flatMap(from =>
  (Object.entries(GROUP_STATES[from]) as [GroupEvent, GroupState][]).map(([event, to]) => ({ from, event, to })))

type Point = readonly [x: number, y: number]
const point = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** From edge to edge of two boxes, shifted to the left of its direction. */
function ends(from: GroupState, to: GroupState, shift: number): readonly [Point, Point] {
  const a = centre(from), b = centre(to), length = Math.hypot(b[0] - a[0], b[1] - a[1])
  const aside = [(b[1] - a[1]) / length * shift, -(b[0] - a[0]) / length * shift] as const
  const moved = ([x, y]: Point): Point => [x + aside[0], y + aside[1]]
  return [moved(border(from, b)), moved(border(to, a))]
}
const centre = (state: GroupState): Point => [BOXES[state][0] + BOXES[state][2] / 2, BOXES[state][1] + HEIGHT / 2]

/** Where the line from a box's centre towards a point leaves it. */
function border(state: GroupState, towards: Point): Point {
  const [x, y] = centre(state), [dx, dy] = [towards[0] - x, towards[1] - y]
  const share = Math.min(dx === 0 ? Infinity : BOXES[state][2] / 2 / Math.abs(dx), dy === 0 ? Infinity : HEIGHT / 2 / Math.abs(dy))
  return [x + dx * share, y + dy * share]
}

function arrow(a: Point, b: Point): string {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]), [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
  const wing = (side: number): Point => [b[0] - ux * 7 - uy * 3.5 * side, b[1] - uy * 7 + ux * 3.5 * side]
  return `M${point(b)}L${point(wing(1))}L${point(wing(-1))}Z`
}
