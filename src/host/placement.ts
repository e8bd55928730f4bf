import type { Waiting } from '../world/away-region.ts'
import type { Post } from '../world/letters.ts'
import type { ClusterView } from '../world/view.ts'
import { serverView } from '../world/view-helpers.ts'
import type { WorldLike } from './world-like.ts'

/** Who runs a world: one worker the whole data centre, or one each broker. It makes no difference to the world. */
export type Placement = 'one' | 'broker'

/** Threads beside this one that run regions. */
export interface Elsewhere {
  /** The way to the nth of them, which is started when it is first written to. */
  post(index: number): Post
  /** Resolves when all that were started have answered. */
  ping(): Promise<void>
  close(): void
}

/** The machines of brokers, in the order of machines. */
export const brokerMachines = (view: ClusterView): string[] => {
  const brokers = Object.values(view.processes).filter(process => serverView(process)?.roles.includes('broker'))
  const machines = new Set(brokers.map(process => process.machine))
  return Object.keys(view.machines).filter(machine => machines.has(machine))
}

/**
 * Sends the machines of brokers elsewhere while the world keeps pace with real time, and fetches them home for everything that goes
 * faster or has to stop at the very event: a message between threads takes longer than most of what brokers do.
 */
export class Placer {
  placement: Placement
  /** How many threads run the world now. */
  workers = 1
  readonly #world: WorldLike
  readonly #elsewhere: Elsewhere | null
  readonly #answered: () => void

  /** `answered` is called when a region elsewhere has answered a letter. */
  constructor(world: WorldLike, elsewhere: Elsewhere | null, placement: Placement, answered: () => void) {
    this.#world = world
    this.#elsewhere = elsewhere
    this.placement = placement
    this.#answered = answered
  }

  /** False: a script has to answer first. */
  *place(keepsPace: boolean): Waiting<boolean> {
    const isApart = this.placement === 'broker' && keepsPace && this.#elsewhere !== null
    if (isApart === this.workers > 1) return true
    const machines = isApart ? brokerMachines(this.#world.view()) : []
    if (isApart && machines.length === 0) return true
    const isPlaced = yield* this.#world.placing(machines.map((machine, index) => ({ machines: [machine], post: this.#postTo(index) })))
    if (isPlaced) this.workers = 1 + machines.length
    return isPlaced
  }

  #postTo(index: number): Post {
    const post = this.#elsewhere!.post(index)
    return (letter, answered, failed) => post(letter, answer => {
      answered(answer)
      this.#answered()
    }, error => {
      failed(error)
      this.#answered()
    })
  }

  close(): void { this.#elsewhere?.close() }
}
