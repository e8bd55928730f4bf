import type { Waiting } from '../world/away-region.ts'
import type { Micros, Told } from '../world/view.ts'
import type { Advance, Advanced } from '../world/world.ts'
import type { Companion } from './companion.ts'
import { isChatter } from './frame.ts'
import type { Showing } from './showing.ts'
import type { WorldLike } from './world-like.ts'

/** Lets a world go on while a companion looks on, and gathers what is to be shown of it. */
export class Course {
  readonly companion: Companion | undefined
  /** The script whose realm has to answer before anything goes on. */
  waiting: string | null = null
  readonly #world: WorldLike
  readonly #showing: Showing
  /** Told since the companion last looked. */
  #unseen: Told[] = []

  constructor(world: WorldLike, showing: Showing, companion: Companion | undefined) {
    this.companion = companion
    this.#world = world
    this.#showing = showing
    showing.note(companion?.word)
    world.told.listen(told => this.#hear(told))
  }

  *advance(ask: Advance): Waiting<Advanced> {
    const advanced = yield* this.#world.advancing(ask)
    this.waiting = advanced.waiting
    this.#lookOn()
    return advanced
  }

  /** Follows the pace; a companion looks up at whatever is not chatter. */
  *follow(until: Micros, enough: () => boolean): Waiting<void> {
    const matches = this.companion ? (told: Told) => !isChatter(told) : undefined
    const bound = Number.isFinite(until) ? { until } : {}
    for (;;) {
      const { because } = yield* this.advance({ ...bound, enough, ...(matches && { matches }) })
      if (because !== 'matched' || enough()) return
    }
  }

  /** A realm has answered. */
  answer(script: string, calls: unknown): void {
    this.#world.answer(script, calls)
    this.waiting = null
  }

  #lookOn(): void {
    if (!this.companion) return
    this.#showing.note(this.companion.look(this.#unseen, this.#world))
    this.#unseen = []
  }

  #hear(told: Told): void {
    this.#showing.hear(told)
    if (this.companion) this.#unseen.push(told)
  }
}
