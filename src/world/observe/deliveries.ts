import type { PartitionId, Span } from '../../env/domain-event.ts'
import type { Micros } from '../../env/units.ts'
import type { LedgerView } from '../view.ts'

type Timed = Span & { at: Micros }
/** Ranges kept for each group and partition. */
const KEPT = 256

/** What consumers handed out, in order, by group and partition: neighbours merged, the oldest dropped. */
export class Deliveries {
  #ranges = new Map<string, Map<PartitionId, Timed[]>>()
  #counts = new Map<string, number>()

  add(group: string, partition: PartitionId, { from, to }: Span, at: Micros): void {
    this.#counts.set(group, (this.#counts.get(group) ?? 0) + to - from + 1)
    const ranges = this.#rangesOf(group, partition)
    const last = ranges.at(-1)
    if (last && last.to + 1 === from) ranges[ranges.length - 1] = { from: last.from, to, at: last.at }
    else ranges.push({ from, to, at })
    if (ranges.length > KEPT) ranges.shift()
  }

  #rangesOf(group: string, partition: PartitionId): Timed[] {
    let partitions = this.#ranges.get(group)
    if (!partitions) this.#ranges.set(group, partitions = new Map())
    let ranges = partitions.get(partition)
    if (!ranges) partitions.set(partition, ranges = [])
    return ranges
  }

  view(): Pick<LedgerView, 'delivered' | 'deliveredCount'> {
    const delivered = Object.fromEntries([...this.#ranges].map(([group, partitions]) =>
      [group, Object.fromEntries([...partitions].map(([partition, ranges]) => [partition, ranges.slice()]))]))
    return { delivered, deliveredCount: Object.fromEntries(this.#counts) }
  }

  save() {
    return {
      ranges: [...this.#ranges].map(([group, partitions]) => [group, [...partitions].map(([id, ranges]) => [id, ranges.slice()] as const)] as const),
      counts: [...this.#counts],
    }
  }

  load(state: ReturnType<Deliveries['save']>): void {
    this.#ranges = new Map(state.ranges.map(([group, partitions]) => [group, new Map(partitions.map(([id, ranges]) => [id, ranges.slice()]))]))
    this.#counts = new Map(state.counts)
  }
}
