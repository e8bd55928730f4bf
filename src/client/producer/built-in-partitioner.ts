import type { Random } from '../../env/random.ts'
import type { Cluster } from '../network/cluster.ts'
import { leaderOf } from '../network/cluster.ts'

/** How long each partition's queue is; only partitions that can be sent to now are listed. */
export interface QueueSizes { readonly partitions: readonly number[]; readonly sizes: readonly number[] }

/** Partitions, with the running sum of their weights. */
interface LoadStats { readonly partitions: readonly number[]; readonly cumulative: readonly number[] }

interface State {
  /** The partition records without a key go to now, and the bytes it has had; null before the first. */
  sticky: { partition: number; bytes: number } | null
  load: LoadStats | null
}

const POSITIVE = 0x8000_0000

/**
 * Where records without a key go (BuiltInPartitioner, KIP-794): `batch.size` bytes to one partition, then on to another drawn
 * by chance, so that shorter queues, which means faster brokers, get more.
 */
export class BuiltInPartitioner {
  readonly #random: Random
  readonly #topic: string
  readonly #stickyBytes: number
  #state: State = { sticky: null, load: null }

  constructor(random: Random, topic: string, stickyBytes: number) {
    this.#random = random
    this.#topic = topic
    this.#stickyBytes = Math.max(stickyBytes, 1)
  }

  partition(cluster: Cluster): number {
    this.#state.sticky ??= { partition: this.#draw(cluster), bytes: 0 }
    return this.#state.sticky.partition
  }

  /**
   * Counts what the current partition got. It is left at a batch boundary (`mayLeave`), or after twice the bytes: leaving
   * in mid-batch would make two half-full ones.
   */
  count(bytes: number, cluster: Cluster, mayLeave: boolean): void {
    const { sticky } = this.#state
    if (!sticky) return
    sticky.bytes += bytes
    if ((mayLeave && sticky.bytes >= this.#stickyBytes) || sticky.bytes >= 2 * this.#stickyBytes) {
      this.#state.sticky = { partition: this.#draw(cluster), bytes: 0 }
    }
  }

  #draw(cluster: Cluster): number {
    const drawn = this.#random.below(POSITIVE)
    const { load } = this.#state
    if (load) return drawByLoad(load, drawn)
    const all = cluster.topics.get(this.#topic)?.partitions.map(each => each.partition) ?? [0]
    const available = all.filter(partition => leaderOf(cluster, this.#topic, partition) !== null)
    const from = available.length > 0 ? available : all
    return from[drawn % from.length]!
  }

  /** A partition's weight is the longest queue plus one, less its own. All equal and all available: no weights at all. */
  setLoad(queues: QueueSizes | null, partitionCount: number): void {
    this.#state.load = queues && loadStats(queues, partitionCount)
  }

  save(): unknown { return { ...this.#state, sticky: this.#state.sticky && { ...this.#state.sticky } } }
  load(state: unknown): void {
    const { sticky, load } = state as State
    this.#state = { sticky: sticky && { ...sticky }, load }
  }
}

function loadStats({ partitions, sizes }: QueueSizes, partitionCount: number): LoadStats | null {
  if (partitions.length === 0 || partitionCount < 2) return null
  const longest = Math.max(...sizes)
  if (partitions.length === partitionCount && sizes.every(size => size === longest)) return null
  let sum = 0
  return { partitions, cumulative: sizes.map(size => sum += longest + 1 - size) }
}

function drawByLoad({ partitions, cumulative }: LoadStats, drawn: number): number {
  const point = drawn % cumulative.at(-1)!
  return partitions[cumulative.findIndex(sum => point < sum)]!
}
