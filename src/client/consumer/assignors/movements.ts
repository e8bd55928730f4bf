import type { PartitionId } from '../../../env/domain-event.ts'
import { idOf, type TopicPartition } from '../../topic-partition.ts'

interface Pair { readonly from: string; readonly to: string }
const pairKey = (topic: string, from: string, to: string): string => JSON.stringify([topic, from, to])

/**
 * Which partitions a rebalance has moved between which members. A second partition of a topic that would go back the same
 * way is not moved: the first one goes home instead (AbstractStickyAssignor.PartitionMovements).
 */
export class Movements {
  readonly #moved = new Map<PartitionId, Pair>()
  readonly #byWay = new Map<string, Map<PartitionId, TopicPartition>>()

  record(tp: TopicPartition, from: string, to: string): void {
    const before = this.#moved.get(idOf(tp))
    if (!before) return this.#add(tp, { from, to })
    this.#remove(tp, before)
    if (before.from !== to) this.#add(tp, { from: before.from, to })
  }

  /** The partition to move in place of `tp`. */
  instead(tp: TopicPartition, from: string, to: string): TopicPartition {
    const origin = this.#moved.get(idOf(tp))?.from ?? from
    const back = this.#byWay.get(pairKey(tp.topic, to, origin))
    return back?.values().next().value ?? tp
  }

  #add(tp: TopicPartition, pair: Pair): void {
    this.#moved.set(idOf(tp), pair)
    const key = pairKey(tp.topic, pair.from, pair.to)
    const way = this.#byWay.get(key) ?? new Map<PartitionId, TopicPartition>()
    this.#byWay.set(key, way.set(idOf(tp), tp))
  }

  #remove(tp: TopicPartition, pair: Pair): void {
    this.#moved.delete(idOf(tp))
    const key = pairKey(tp.topic, pair.from, pair.to)
    const way = this.#byWay.get(key)!
    way.delete(idOf(tp))
    if (way.size === 0) this.#byWay.delete(key)
  }
}
