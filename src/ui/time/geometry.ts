import type { Micros } from '../../world/view.ts'
import type { TimeMark } from './marks.ts'

/** The time bar's track: world time from 0 to a round moment past the head, over so many pixels. */
export interface Track {
  width: number; until: Micros; step: Micros; x(at: Micros): number; at(x: number): Micros
  ticks: readonly { at: Micros; x: number; major: boolean }[]
}

const PAD = 16
/** Distances between numbers on the ruler, in ms. */
const STEPS = [
  10, 20, 50, 100, 200, 500, 1_000, 3_000, 6_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  10_800_000,
].map(ms => ms * 1_000)

export const track = (head: Micros, width: number): Track => {
  const room = Math.max(1, Math.floor((width - 2 * PAD) / 90))
  const wished = Math.max(10_000, head * 1.12)
  const step = STEPS.find(s => wished / s <= room) ?? wished / room
  const until = Math.ceil(wished / step) * step
  const x = (at: Micros) => PAD + at / until * (width - 2 * PAD)
  const minor = step / 3
  return {
    width, until, step, x,
    at: px => Math.min(head, Math.max(0, (px - PAD) / (width - 2 * PAD) * until)),
    ticks: Array.from({ length: Math.round(until / minor) + 1 }, (_, i) => ({ at: i * minor, x: x(i * minor), major: i % 3 === 0 })),
  }
}

export interface PlacedMark { mark: TimeMark; x: number; lane: 'above' | 'on' | 'below'; label: 'right' | 'left' | 'none' }

/** Marks on the track; a label is drawn where it fits: right of its mark, else left of it, else on hover only. */
export const placeMarks = (t: Track, head: Micros, marks: readonly TimeMark[], widthOf: (mark: TimeMark) => number): PlacedMark[] => {
  const glyph = (at: Micros): [number, number] => [t.x(at) - 6, t.x(at) + 6]
  const taken = [...marks.filter(m => laneOf(m) === 'above').map(m => glyph(m.at)), glyph(head)]
  const free = (from: number, to: number) => from > 0 && to < t.width && taken.every(([a, b]) => to < a || from > b)
  return marks.map(mark => {
    const [x, w] = [t.x(mark.at), widthOf(mark)]
    const lane = laneOf(mark)
    const label = lane !== 'above' ? 'none' : free(x + 8, x + 8 + w) ? 'right' : free(x - 8 - w, x - 8) ? 'left' : 'none'
    if (label !== 'none') taken.push(label === 'right' ? [x, x + 8 + w] : [x - 8 - w, x])
    return { mark, x, lane, label }
  })
}

/** Marks too close to tell apart are one, with all of them in it; the first shows what it looks like. */
export interface Bundle { placed: PlacedMark; marks: readonly TimeMark[] }
const CLOSE = 13

export const bundled = (placed: readonly PlacedMark[]): Bundle[] => {
  const bundles: Bundle[] = []
  for (const each of placed) {
    const at = bundles.findLastIndex(({ placed: { x, lane } }) => lane === each.lane && Math.abs(each.x - x) < CLOSE)
    const into = bundles[at]
    if (!into) bundles.push({ placed: each, marks: [each.mark] })
    else bundles[at] = { placed: each.label === 'none' ? into.placed : { ...into.placed, label: 'none' }, marks: [...into.marks, each.mark] }
  }
  return bundles
}

/** A finger is that wide. */
const FINGER = 24
/** What is read off a line that has no lanes; all else is a ring. */
const WEIGHTS: Partial<Record<TimeMark['kind'], number>> = { broken: 3, alarm: 2, fault: 1 }
export const isPlain = ({ kind }: TimeMark): boolean => !WEIGHTS[kind]
const weightOf = ({ kind }: TimeMark): number => WEIGHTS[kind] ?? 0

/** The same on a narrow page, where all marks stand on the line: no two closer than a finger, the gravest shows what it looks like. */
export const bundledOnLine = (placed: readonly PlacedMark[]): Bundle[] => {
  const bundles: Bundle[] = []
  for (const each of placed.toSorted((a, b) => a.x - b.x)) {
    const into = bundles.at(-1)
    if (!into || each.x - into.placed.x >= FINGER) bundles.push({ placed: each, marks: [each.mark] })
    else bundles[bundles.length - 1] = {
      placed: weightOf(each.mark) > weightOf(into.placed.mark) ? { ...each, x: into.placed.x } : into.placed, marks: [...into.marks, each.mark],
    }
  }
  return bundles
}

/** Faults, moves and returns above the line, alarms on it, what became of the ISR below: they often come together. */
const laneOf = ({ kind }: TimeMark): PlacedMark['lane'] => BELOW.has(kind) ? 'below' : kind === 'alarm' || kind === 'broken' ? 'on' : 'above'

const BELOW: ReadonlySet<TimeMark['kind']> = new Set(['isr-out', 'isr-in', 'rolled', 'group', 'cut', 'crossed'])

/** Traffic as strokes on the track: records that became visible, a stroke every few pixels. */
export const strokes = (t: Track, traffic: readonly { at: Micros; visible: number }[]): { x: number; height: number }[] => {
  const pairs = traffic.slice(1).map((sample, i) => ({
    at: sample.at, rate: Math.max(0, sample.visible - traffic[i]!.visible) / Math.max(1, sample.at - traffic[i]!.at),
  }))
  const most = Math.max(...pairs.map(p => p.rate), 0)
  if (most === 0) return []
  const byPlace = new Map<number, number>()
  for (const { at, rate } of pairs) byPlace.set(Math.round(t.x(at) / 8), Math.max(rate, byPlace.get(Math.round(t.x(at) / 8)) ?? 0))
  return [...byPlace].filter(([, rate]) => rate > 0).map(([place, rate]) => ({ x: place * 8, height: 2 + 10 * rate / most }))
}

/** The slider of speeds: a decade is a fifth of it; its right end is as fast as it goes. */
export const SPEED = { slowest: 0.01, fastest: 1_000, notches: 50 }
export const speedAt = (notch: number): number => notch > SPEED.notches ? Infinity : Number((SPEED.slowest * 10 ** (notch / 10)).toPrecision(2))
export const notchOf = (speed: number): number =>
  speed === Infinity ? SPEED.notches + 1 : Math.round(10 * Math.log10(Math.min(SPEED.fastest, Math.max(SPEED.slowest, speed)) / SPEED.slowest))
