import type { ClusterView, Told } from '../world/view.ts'
import type { HostStatus, Shown } from './frame.ts'
import { isChatter, TOLD_PER_FRAME } from './frame.ts'
import type { Keeper } from './keeper.ts'
import type { WorldLike } from './world-like.ts'

/** A view goes out at most once in this time. */
export const FRAME_MS = 16

/** What somebody who looks on beside the world wants published with the next frame. */
export type News = unknown

/**
 * Gathers what happens and lets it out in frames: a frame is taken when the world is written down, and published when that is
 * committed. One at a time is on its way; until it has arrived, more is gathered.
 */
export class Showing {
  readonly #world: WorldLike
  readonly #keeper: Keeper | null
  readonly #publish: (shown: Shown) => void | Promise<void>
  #told: Told[] = []
  #skipped = 0
  /** Actions published so far; the first frame brings the whole log. */
  #actions = 0
  #taken: { epoch: number; view: ClusterView; told: Told[]; skipped: number; actions: Shown['actions']; news: News } | null = null
  #news: News
  #isOut = false
  #lastFrameMs = -Infinity
  #lastState = ''
  /** Something happened that no frame has taken yet. */
  isStale = true
  /** Somebody did something, and waits to see what comes of it. */
  #isAwaited = false
  /** Called when the one who watches is ready for the next frame. */
  whenFree = () => {}

  /** `told`: what was told before, for the first frame. */
  constructor(world: WorldLike, keeper: Keeper | null, publish: (shown: Shown) => void | Promise<void>, told: readonly Told[] = []) {
    this.#told = told.slice()
    this.#world = world
    this.#keeper = keeper
    this.#publish = publish
  }

  hear(told: Told): void {
    if (isChatter(told)) return
    if (this.#told.length < TOLD_PER_FRAME) this.#told.push(told)
    else this.#skipped++
  }

  note(news: News): void {
    if (news !== undefined) this.#news = news
  }

  /** Something has changed by somebody's hand: the next frame is due as soon as there can be one. */
  touch(): void {
    this.isStale = this.#isAwaited = true
  }

  /** At most once in `everyMs`, and never in the middle of a window. */
  takeIfDue(nowMs: number, everyMs = FRAME_MS): void {
    if (!this.isStale || !this.#world.stands || nowMs - this.#lastFrameMs < (this.#isAwaited ? FRAME_MS : everyMs) - 1) return
    this.#lastFrameMs = nowMs
    if (this.#take()) this.isStale = this.#isAwaited = false
  }

  /** Writes the world down and takes a frame of this moment, unless one is still on its way. Says whether it did. */
  #take(): boolean {
    const epoch = this.#keeper ? this.#keeper.keep(this.#world, false) : 0
    if (epoch === null || this.#taken || this.#isOut) return false
    const log = this.#world.log()
    this.#taken = { epoch, view: this.#world.view(), told: this.#told, skipped: this.#skipped, actions: log.slice(this.#actions), news: this.#news }
    this.#told = []
    this.#skipped = 0
    this.#actions = log.length
    this.#news = undefined
    return true
  }

  /** Publishes the frame taken if its bytes are safe; else at least a status that changed. */
  publish(status: HostStatus): void {
    if (this.#isOut) return
    const taken = this.#taken
    if (taken && (!this.#keeper || this.#keeper.committed >= taken.epoch)) {
      const { news, epoch: _, ...rest } = taken
      this.#taken = null
      this.#send({ ...rest, status, ...(news !== undefined && { companion: news }) })
    } else if (status.state.is !== this.#lastState) {
      this.#send({ view: null, told: [], skipped: 0, actions: [], status })
    }
  }

  #send(shown: Shown): void {
    this.#lastState = shown.status.state.is
    this.#isOut = true
    const arrived = () => {
      this.#isOut = false
      this.whenFree()
    }
    Promise.resolve(this.#publish(shown)).then(arrived, arrived)
  }
}
