import type { Told } from './view.ts'

type Listener = (told: Told) => void
const KEPT = 1_000

/** What processes told, numbered in order; the newest are kept. Whoever listens hears each at the very event. */
export class ToldLog {
  #recent: Told[] = []
  #next = 0
  #listeners: Listener[] = []

  add(told: Omit<Told, 'seq'>): Told {
    const numbered = told as Told & { seq: number }
    numbered.seq = this.#next++
    this.#recent.push(numbered)
    if (this.#recent.length > 2 * KEPT) this.#recent = this.#recent.slice(-KEPT)
    for (const listener of this.#listeners) listener(numbered)
    return numbered
  }

  /** Gives the way to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.push(listener)
    return () => { this.#listeners = this.#listeners.filter(other => other !== listener) }
  }

  /** Number of the next one. */
  get next(): number { return this.#next }

  /** Those kept from number `seq` on. */
  since(seq: number): readonly Told[] {
    const first = this.#next - this.#recent.length
    return this.#recent.slice(Math.max(0, seq - first))
  }

  save(): { next: number; recent: readonly Told[] } {
    return { next: this.#next, recent: this.#recent.slice(-KEPT) }
  }

  load(state: { next: number; recent: readonly Told[] }): void {
    this.#next = state.next
    this.#recent = state.recent.slice()
  }
}
