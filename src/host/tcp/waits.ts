import type { ClusterView, Micros, Told } from '../../world/view.ts'
import type { World } from '../../world/world.ts'
import { Watch, type Matcher } from '../matcher.ts'
import type { Ran } from '../run.ts'

/** What is waited for: data (`src/host/matcher.ts`), or a question to the view. */
export type Wanted = Matcher | ((view: ClusterView) => boolean)

interface Wait {
  readonly watch: Pick<Watch, 'concerns' | 'hear' | 'holds' | 'needsView'>
  /** World time at which nobody waits any longer; null: for ever. */
  readonly deadline: Micros | null
  /** Something was told since it was last asked that may have changed the answer. */
  isStale: boolean
  readonly resolve: (ran: Ran) => void
  readonly reject: (error: Error) => void
}

/** Who waits for something to be so, in a world that runs by the real clock. */
export class Waits {
  readonly #world: World
  #waiting: Wait[] = []

  constructor(world: World) {
    this.#world = world
    world.told.listen(told => this.#hear(told))
  }

  /** Resolves after the turn in which it is so, or is too late. Throws when the matcher is none. */
  until(wanted: Wanted, atMost: Micros | null): Promise<Ran> {
    const watch = typeof wanted === 'function' ? asking(wanted) : new Watch(wanted)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ watch, deadline: atMost === null ? null : this.#world.now + atMost, isStale: true, resolve, reject })
    })
  }

  /** The world has gone on to here: who waited for this moment, or for what is so now, waits no longer. */
  look(): void {
    const { now } = this.#world
    this.#waiting = this.#waiting.filter(wait => {
      const met = wait.isStale && wait.watch.holds(wait.watch.needsView ? this.#world.view() : null)
      wait.isStale = false
      if (met || (wait.deadline !== null && now >= wait.deadline)) wait.resolve({ met, now })
      else return true
      return false
    })
  }

  /** Nothing will ever be so any more. */
  end(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }

  #hear(told: Told): void {
    for (const wait of this.#waiting) {
      if (!wait.watch.concerns(told)) continue
      wait.watch.hear(told)
      wait.isStale = true
    }
  }
}

const asking = (question: (view: ClusterView) => boolean): Wait['watch'] =>
  ({ needsView: true, concerns: () => true, hear: () => {}, holds: view => question(view!) })
