import type { Micros } from '../env/units.ts'

/**
 * What is going to happen, and when. `to` and `from` are machine numbers (-1: a person), `n` is the source's own counter,
 * so that the order of events does not depend on who was placed where.
 */
export interface Scheduled {
  readonly at: Micros
  readonly to: number
  readonly from: number
  readonly n: number
  readonly is: Happening
  /** The process it is for, by its number on machine `to`; 0 for the machine itself. */
  readonly pid: number
  readonly body: unknown
}
export type Happening = 'action' | 'deliver' | 'timer' | 'segment' | 'flushed' | 'writeback' | 'stalled'

/** Order = (time, destination, source, the source's counter). */
export const before = (a: Scheduled, b: Scheduled): boolean =>
  a.at !== b.at ? a.at < b.at : a.to !== b.to ? a.to < b.to : a.from !== b.from ? a.from < b.from : a.n < b.n

/**
 * A binary heap of events. Cancelled ones stay until they come up or `prune` sweeps them out. Beside it runs a lane of events that
 * came in order: what a process sets off for this very moment, which need not climb and sink through the heap.
 */
export class EventQueue {
  #heap: Scheduled[] = []
  #lane: Scheduled[] = []
  /** How many of the lane have been taken. */
  #taken = 0

  get size(): number { return this.#heap.length + this.#lane.length - this.#taken }
  get first(): Scheduled | undefined {
    const next = this.#lane[this.#taken], top = this.#heap[0]
    return next !== undefined && (top === undefined || before(next, top)) ? next : top
  }

  /** An event that is due at once: cheap, as long as such events come in their order. */
  pushNext(event: Scheduled): void {
    const last = this.#lane[this.#lane.length - 1]
    if (last === undefined || before(last, event)) this.#lane.push(event)
    else this.push(event)
  }

  push(event: Scheduled): void {
    const heap = this.#heap
    let hole = heap.length
    heap.push(event)
    while (hole > 0) {
      const above = (hole - 1) >> 1
      if (!before(event, heap[above]!)) break
      heap[hole] = heap[above]!
      hole = above
    }
    heap[hole] = event
  }

  pop(): Scheduled | undefined { return this.popBefore(Infinity) }

  /** The first event, when it is due before `horizon`. */
  popBefore(horizon: number): Scheduled | undefined {
    const first = this.first
    if (first === undefined || first.at >= horizon) return undefined
    if (first !== this.#lane[this.#taken]) return this.#popHeap()
    if (++this.#taken === this.#lane.length) {
      this.#lane.length = 0
      this.#taken = 0
    }
    return first
  }

  #popHeap(): Scheduled | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) this.#sink(last, 0)
    return top
  }

  #sink(event: Scheduled, hole: number): void {
    const heap = this.#heap
    const half = heap.length >> 1
    while (hole < half) {
      let child = 2 * hole + 1
      const right = child + 1
      if (right < heap.length && before(heap[right]!, heap[child]!)) child = right
      if (!before(heap[child]!, event)) break
      heap[hole] = heap[child]!
      hole = child
    }
    heap[hole] = event
  }

  /** Keeps the events for which `keep` holds. */
  prune(keep: (event: Scheduled) => boolean): void {
    this.load(this.save().filter(keep))
  }

  save(): Scheduled[] { return [...this.#heap, ...this.#lane.slice(this.#taken)] }

  load(events: readonly Scheduled[]): void {
    this.#heap = events.slice()
    this.#lane = []
    this.#taken = 0
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(this.#heap[i]!, i)
  }
}
