import type { Waiting } from '../world/away-region.ts'
import type { RealClock } from './clock.ts'

/**
 * What a host does, one thing after the other: what it is asked for, and its beat. A job is done at once unless it has to wait for
 * regions elsewhere: then it goes on when they have answered (`goOn`; waking it early is harmless), and the next one waits its turn.
 * Jobs catch what they throw.
 */
export class Jobs {
  isClosed = false
  readonly #clock: RealClock
  readonly #beat: () => Waiting<number | null>
  #queue: Waiting<void>[] = []
  #isAtWork = false
  #whenIdle: (() => void)[] = []
  #cancel = () => {}

  /** `beat` gives the milliseconds to the next one; null: none until somebody wakes it. */
  constructor(clock: RealClock, beat: () => Waiting<number | null>) {
    this.#clock = clock
    this.#beat = beat
  }

  /** The next beat is due now. One that is under way looks for itself what is new when it ends. */
  wake(): void { this.#beatIn(0) }

  add(job: Waiting<void>): void {
    if (this.#queue.push(job) === 1) this.goOn()
  }

  goOn(): void {
    if (this.#isAtWork) return
    this.#isAtWork = true
    while (this.#queue[0]?.next().done) this.#queue.shift()
    this.#isAtWork = false
    if (this.isIdle) for (const then of this.#whenIdle.splice(0)) then()
  }

  get isIdle(): boolean { return this.#queue.length === 0 }
  /** Resolves when nothing is left to do. */
  idle(): Promise<void> {
    return this.isIdle ? Promise.resolve() : new Promise(resolve => { this.#whenIdle.push(resolve) })
  }

  /** No beat any more; what is being done is done to its end. */
  close(): Promise<void> {
    this.isClosed = true
    this.#cancel()
    return this.idle()
  }

  #beatIn(ms: number | null): void {
    this.#cancel()
    const isDue = ms !== null && !this.isClosed
    this.#cancel = isDue ? this.#clock.after(ms, () => { if (this.isIdle) this.add(this.#beating()) }) : () => {}
  }

  *#beating(): Waiting<void> {
    if (!this.isClosed) this.#beatIn(yield* this.#beat())
  }
}
