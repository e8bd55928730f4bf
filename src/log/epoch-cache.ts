import type { Disk } from '../env/disk.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'

/** Leader epoch `epoch` began writing at `startOffset`. */
export interface EpochEntry { readonly epoch: number; readonly startOffset: number }

export const LEADER_EPOCH_CHECKPOINT = 'leader-epoch-checkpoint'

/**
 * Which leader wrote what (LeaderEpochFileCache, KIP-101): the epochs of the log with their first offsets, both ascending,
 * kept in `leader-epoch-checkpoint` as well.
 */
export class EpochCache {
  readonly #disk: Disk
  readonly #file: string
  #entries: readonly EpochEntry[]

  constructor(disk: Disk, dir: string, entries: readonly EpochEntry[]) {
    this.#disk = disk
    this.#file = `${dir}/${LEADER_EPOCH_CHECKPOINT}`
    this.#entries = entries
  }

  static open(disk: Disk, dir: string): EpochCache {
    const lines = readCheckpoint(disk, `${dir}/${LEADER_EPOCH_CHECKPOINT}`)
    return new EpochCache(disk, dir, lines.map(line => {
      const [epoch, startOffset] = line.split(' ').map(Number)
      return { epoch: epoch!, startOffset: startOffset! }
    }))
  }

  get entries(): readonly EpochEntry[] { return this.#entries }
  /** The newest, or -1. */
  get latest(): number { return this.#entries.at(-1)?.epoch ?? -1 }

  /** A new epoch begins at an offset; entries that contradict it give way. */
  assign(epoch: number, startOffset: number): void {
    const last = this.#entries.at(-1)
    if (epoch < 0 || (last && last.epoch === epoch && last.startOffset <= startOffset)) return
    this.#replace([...this.#entries.filter(entry => entry.epoch < epoch && entry.startOffset < startOffset), { epoch, startOffset }])
  }

  /**
   * The largest epoch at or below the asked one, and where it ends; -1, -1 for an epoch that is not known to have been
   * (KIP-279). Asked for less than all it knows, it gives the start of the first it knows.
   */
  endOffsetFor(epoch: number, logEndOffset: number): { epoch: number; endOffset: number } {
    if (epoch !== -1 && epoch === this.latest) return { epoch, endOffset: logEndOffset }
    const next = this.#entries.findIndex(entry => entry.epoch > epoch)
    if (epoch === -1 || next < 0) return { epoch: -1, endOffset: -1 }
    return { epoch: this.#entries[next - 1]?.epoch ?? epoch, endOffset: this.#entries[next]!.startOffset }
  }

  /** The epoch a record at `offset` was written in, or -1. */
  epochOf(offset: number): number { return this.#entries.findLast(entry => entry.startOffset <= offset)?.epoch ?? -1 }

  /** Drops epochs that begin at `offset` or behind it. */
  truncateFromEnd(offset: number): void {
    if (this.#entries.some(entry => entry.startOffset >= offset)) this.#replace(this.#entries.filter(entry => entry.startOffset < offset))
  }

  /** The log begins at `offset` now: the epoch that held it begins there, those before are gone. */
  truncateFromStart(offset: number): void {
    const holder = this.#entries.findLastIndex(entry => entry.startOffset <= offset)
    if (holder < 0 || (holder === 0 && this.#entries[0]!.startOffset === offset)) return
    this.#replace([{ epoch: this.#entries[holder]!.epoch, startOffset: offset }, ...this.#entries.slice(holder + 1)])
  }

  clear(): void { this.#replace([]) }

  #replace(entries: readonly EpochEntry[]): void {
    this.#entries = entries
    writeCheckpoint(this.#disk, this.#file, entries.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`))
  }
}
