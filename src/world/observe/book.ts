import type { Span } from '../../env/domain-event.ts'
import { present, type Lineage } from './lineage.ts'
import { addStretch, clip, lastSend, offsetsOf, sizeOf, type Stretch } from './stretches.ts'

/** One partition as the ledger follows it. */
export interface Book {
  /** The log as its leader has it, by who sent what. */
  stretches: Stretch[]
  /** What was in a leader's log and is in no later leader's. */
  gone: Stretch[]
  logs: Map<number /* broker */, Lineage>
  /** Of the newest leader. */
  epoch: number
  start: number
  hw: number
  /** Some record is, or was, in the log twice. */
  twins: boolean
  /** Highest send appended so far, by process. */
  highest: Map<string, number>
}

/** Stretches remembered of one log, and of what is gone from it. */
export const KEPT_STRETCHES = 4_096

export const newBook = (): Book =>
  ({ stretches: [], gone: [], logs: new Map(), epoch: 0, start: 0, hw: 0, twins: false, highest: new Map() })

/** The log is what a new leader has from here on: gives what it lacks of the old one, and what it has again. */
export function succeed(book: Book, log: Lineage): { went: Stretch[]; back: Stretch[] } {
  const went = book.stretches.flatMap(stretch => without(stretch, present(log, stretch.epoch, stretch.from, stretch.to)))
  const back = book.gone.flatMap(stretch => within(stretch, present(log, stretch.epoch, stretch.from, stretch.to)))
  if (went.length > 0 || back.length > 0) rebuild(book, log)
  return { went, back }
}

function rebuild(book: Book, log: Lineage): void {
  const all = [...book.stretches, ...book.gone].sort((a, b) => a.from - b.from || a.epoch - b.epoch)
  book.stretches = []
  book.gone = []
  for (const stretch of all) {
    const there = present(log, stretch.epoch, stretch.from, stretch.to)
    for (const part of within(stretch, there)) addStretch(book.stretches, part)
    book.gone.push(...without(stretch, there))
  }
  book.gone = book.gone.slice(-KEPT_STRETCHES)
  for (const process of book.highest.keys()) book.highest.set(process, highestSend(book.stretches, process))
}

/** A retry brings what had vanished: gives how many. */
export function bringBack(book: Book, process: string, sends: Span): number {
  let back = 0
  book.gone = book.gone.flatMap(stretch => {
    const offsets = stretch.acked ? null : offsetsOf(stretch, process, sends)
    if (!offsets) return [stretch]
    back += sizeOf(offsets)
    return [clip(stretch, stretch.from, offsets.from - 1), clip(stretch, offsets.to + 1, stretch.to)].filter(part => part !== null)
  })
  return back
}

const highestSend = (stretches: readonly Stretch[], process: string): number =>
  stretches.reduce((highest, stretch) => (stretch.process === process ? Math.max(highest, lastSend(stretch)) : highest), -1)

/** The parts of a stretch in the spans, which are ascending parts of it; and those outside. */
const within = (stretch: Stretch, spans: readonly Span[]): Stretch[] => spans.map(span => clip(stretch, span.from, span.to)!)

function without(stretch: Stretch, spans: readonly Span[]): Stretch[] {
  const starts = [stretch.from, ...spans.map(span => span.to + 1)]
  const ends = [...spans.map(span => span.from - 1), stretch.to]
  return starts.map((from, index) => clip(stretch, from, ends[index]!)).filter(part => part !== null)
}
