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

/** A binary heap of events. Cancelled ones stay until they come up or `prune` sweeps them out. */
export class EventQueue {
  #heap: Scheduled[] = []

  get size(): number { return this.#heap.length }
  get first(): Scheduled | undefined { return this.#heap[0] }

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

  pop(): Scheduled | undefined {
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
    this.load(this.#heap.filter(keep))
  }

  save(): Scheduled[] { return this.#heap.slice() }

  load(events: readonly Scheduled[]): void {
    this.#heap = events.slice()
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(this.#heap[i]!, i)
  }
}
