import type { Epoch, EpochStore } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'

/** The engine may run this far ahead of what is committed; then it waits. */
export const AHEAD_BYTES = 32 * 1_048_576
/** Commits under way at a time: enough to keep the disk busy, few enough to lose little. */
const IN_FLIGHT = 4

/**
 * Brings epochs to the store, in order. After a failure it stands still and keeps everything, so that `retry` goes on where it
 * stopped: nothing overtakes, nothing is dropped.
 */
export class Committer {
  problem: StorageError | null = null
  aheadBytes = 0
  readonly #store: EpochStore
  readonly #world: string
  readonly #writer: number
  readonly #settled: (committed: number) => void
  #queue: Epoch[] = []
  #sent = 0
  /** Counts retries, so that late answers of commits from before one are not heard. */
  #attempt = 0

  /** `settled` is told the number of the newest epoch that is safe; the same one again when a problem came up. */
  constructor(store: EpochStore, world: string, writer: number, settled: (committed: number) => void) {
    this.#store = store
    this.#world = world
    this.#writer = writer
    this.#settled = settled
  }

  get isFull(): boolean { return this.aheadBytes >= AHEAD_BYTES }
  get isIdle(): boolean { return this.#queue.length === 0 }
  /** More would wait behind others: better to gather for a while. */
  get isBusy(): boolean { return this.#queue.length >= IN_FLIGHT }

  offer(epoch: Epoch): void {
    this.#queue.push(epoch)
    this.aheadBytes += bytesOf(epoch)
    this.#send()
  }

  /** After room was made. */
  retry(): void {
    if (!this.problem || this.problem.problem === 'fenced') return
    this.problem = null
    this.#sent = 0
    this.#attempt++
    this.#send()
  }

  #send(): void {
    while (!this.problem && this.#sent < Math.min(this.#queue.length, IN_FLIGHT)) {
      const epoch = this.#queue[this.#sent++]!, attempt = this.#attempt
      this.#store.commit(this.#world, this.#writer, epoch)
        .then(() => this.#done(epoch), (error: unknown) => this.#failed(error, attempt))
    }
  }

  #done(epoch: Epoch): void {
    this.#queue.shift()
    this.#sent = Math.max(0, this.#sent - 1)
    this.aheadBytes -= bytesOf(epoch)
    this.#settled(epoch.head.epoch)
    this.#send()
  }

  #failed(error: unknown, attempt: number): void {
    if (this.problem || attempt !== this.#attempt) return
    this.problem = error instanceof StorageError ? error : new StorageError('failed', String(error))
    this.#settled((this.#queue[0]?.head.epoch ?? 1) - 1)
  }
}

const bytesOf = ({ disks }: Epoch): number =>
  disks.reduce((sum, { pieces }) => sum + pieces.reduce((bytes, piece) => bytes + piece.bytes.length, 0), 0)
