import type { Waiting } from '../world/away-region.ts'
import type { BrokenReport } from './frame.ts'
import type { WorldLike } from './world-like.ts'

/** An exception of the engine ends its world, and nothing else: what was shown stays shown. */
export class Breaker {
  report: BrokenReport | null = null
  readonly #world: WorldLike
  readonly #broken: (error: unknown) => void

  constructor(world: WorldLike, broken: (error: unknown) => void) {
    this.#world = world
    this.#broken = broken
  }

  *guarded(work: () => Waiting<unknown>, then = () => {}): Waiting<void> {
    try {
      if (!this.report) yield* work()
    } catch (error) {
      this.#break(error)
    }
    then()
  }

  trying(work: () => void): void {
    try {
      if (!this.report) work()
    } catch (error) {
      this.#break(error)
    }
  }

  #break(error: unknown): void {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    this.report = { error: message, stack, seed: this.#world.seed, now: this.#world.now, log: this.#world.log() }
    this.#broken(error)
  }
}
