import { short } from '../format.ts'

/*
 * Where an offset stands in a replica's bar. Two rulers, one for the whole stage: as long as every log is short, records
 * are cells of one size; from then on it is the distance to the leader's log end on a log scale, so that four records
 * above the high watermark and a follower three thousand behind can both be seen, and nothing rescales while a log grows.
 * A person may ask for plain offsets instead.
 */

export interface Ruler {
  kind: 'cells' | 'linear' | 'behind'
  /** Records a bar has room for, unless it shows the distance to the end. */
  room: number
  ticks: readonly { label: string; at: number }[]
}

/** Room for cells, by steps, so that a growing log rescales twice and not with every record. */
const ROOMS = [12, 24, 60] as const
/** The leftmost distance on the log scale. */
const FARTHEST = 20_000

const nearness = (behind: number): number => 1 - Math.log10(1 + Math.min(FARTHEST, Math.max(0, behind))) / Math.log10(1 + FARTHEST)

const behindRuler: Ruler = {
  kind: 'behind',
  room: 0,
  ticks: [
    [10_000, '10k'], [1_000, '1k'], [100, '100'], [10, '10'], [0, '0'],
  ].map(([behind, label]) => ({ label: label as string, at: nearness(behind as number) })),
}

const cellRuler = (room: number): Ruler => ({
  kind: 'cells',
  room,
  ticks: [0, room / 2, room].map(n => ({ label: String(n), at: n / room })),
})

/** 1, 2 or 5 times a power of ten, the first that is not less: a growing log rescales three times a decade. */
const roundUp = (records: number): number => {
  let decade = 1
  while (decade * 10 < records) decade *= 10
  return [1, 2, 5, 10].map(times => times * decade).find(room => records <= room)!
}

const linearRuler = (room: number): Ruler => ({
  kind: 'linear', room, ticks: [0, room / 2, room].map(n => ({ label: short(n), at: n / room })),
})

/** `records` = log start to log end of the longest log that is shown. */
export const rulerFor = (records: number, scale: 'linear' | 'log' | null = null): Ruler => {
  const room = ROOMS.find(r => records <= r)
  if (room !== undefined) return cellRuler(room)
  return scale === 'linear' ? linearRuler(roundUp(records)) : behindRuler
}

/** Share of the bar's width at which `offset` stands; a log from `start`, its leader's end at `end`. */
export const along = (ruler: Ruler, offset: number, log: { start: number; end: number }): number =>
  ruler.kind === 'behind' ? nearness(log.end - offset) : Math.min(1, Math.max(0, (offset - log.start) / ruler.room))

/** The same scale for a plain distance, such as a group's lag. */
export const nearEnd = nearness

export interface Bar {
  /** Left end, high watermark, right end (LEO), as x. */
  from: number
  mark: number
  tip: number
}

/** Where a replica's second and later segments begin, as x; such as stand in one place are one. */
export const rolls = (
  ruler: Ruler, width: number, log: { start: number; end: number }, replica: { start: number; segments: readonly { baseOffset: number }[] },
): number[] => {
  const begins = replica.segments.slice(1).filter(({ baseOffset }) => baseOffset > Math.max(replica.start, log.start))
  return [...new Set(begins.map(({ baseOffset }) => Math.round(width * along(ruler, baseOffset, log))))]
}

/** Less nobody sees, and what stays where it is need not be drawn anew: of a log that grows, most of the bar. */
export const halfPixel = (x: number): number => Math.round(2 * x) / 2

/** A replica's bar in a cell that is `width` wide. What lies above the high watermark is never left of the log's start. */
export const barOf = (ruler: Ruler, width: number, log: { start: number; end: number }, replica: { start: number; end: number }, hw: number): Bar => {
  const x = (offset: number) => {
    const at = width * along(ruler, offset, log)
    return ruler.kind === 'cells' ? at : halfPixel(at)
  }
  const from = x(Math.max(replica.start, Math.min(log.start, replica.end)))
  const tip = Math.max(from, x(replica.end))
  return { from, tip, mark: Math.min(tip, Math.max(from, x(hw))) }
}
