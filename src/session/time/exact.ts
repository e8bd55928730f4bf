import type { ClusterView, Micros } from '../../world/view.ts'

/**
 * Views of moments that nothing was recorded of, one at a time: while one is being lived again, of all that is asked meanwhile only the
 * last counts, and what is not wanted any more is not lived to its end: the world that goes on needs its thread.
 */
export class ExactLooks {
  readonly #look: (at: Micros) => Promise<ClusterView | null>
  readonly #seen: (view: ClusterView, at: Micros) => void
  readonly #cancel: () => void
  #isLooking = false
  #wanted: Micros | null = null

  constructor(look: (at: Micros) => Promise<ClusterView | null>, seen: (view: ClusterView, at: Micros) => void, cancel: () => void) {
    this.#look = look
    this.#seen = seen
    this.#cancel = cancel
  }

  ask(at: Micros): void {
    this.forget()
    this.#wanted = at
    if (!this.#isLooking) void this.#go()
  }
  /** Nothing is wanted any more. */
  forget(): void {
    if (this.#isLooking && this.#wanted !== null) this.#cancel()
    this.#wanted = null
  }

  async #go(): Promise<void> {
    this.#isLooking = true
    for (let at = this.#wanted; at !== null; at = this.#wanted) {
      const view = await this.#look(at).catch(() => null)
      if (at !== this.#wanted) continue
      this.#wanted = null
      if (view) this.#seen(view, at)
    }
    this.#isLooking = false
  }
}
