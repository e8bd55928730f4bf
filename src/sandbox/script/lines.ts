import type { Plain } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'
import type { LineView } from '../../env/view.ts'
import { idOf, type TopicPartition } from '../../client/topic-partition.ts'

type Acked = LineView['acks'][number]
interface Line { sent: number; acknowledged: number; failed: number; read: number; acks: Acked[] }

/** Stretches of offsets kept of a line, the latest: between a script's records others' may lie, and each begins a new one. */
const KEPT = 128

const zero = (): Line => ({ sent: 0, acknowledged: 0, failed: 0, read: 0, acks: [] })

/** What the lines of a script caused, by the answers its clients had. */
export class Lines {
  #lines = new Map<number, Line>()
  #view: readonly LineView[] | null = null

  sent(line: number, records: number): void { this.#of(line).sent += records }
  failed(line: number): void { this.#of(line).failed++ }
  read(line: number, records: number): void { this.#of(line).read += records }

  /** One record; `offset` below 0: the broker did not say. */
  acknowledged(line: number, at: TopicPartition, offset: number, now: Micros): void {
    const counts = this.#of(line)
    counts.acknowledged++
    if (offset >= 0) note(counts.acks, { partition: idOf(at), from: offset, to: offset, at: now })
    if (counts.acks.length > KEPT) counts.acks.shift()
  }

  #of(line: number): Line {
    this.#view = null
    let counts = this.#lines.get(line)
    if (!counts) this.#lines.set(line, counts = zero())
    return counts
  }

  view(): readonly LineView[] { return this.#view ??= [...this.#lines].map(([line, counts]) => ({ line, ...counts, acks: counts.acks.slice() })) }

  save(): Plain { return [...this.#lines].map(([line, { acks, ...counts }]) => [line, { ...counts, acks: [...acks] }]) }
  load(state: Plain): void {
    this.#lines = new Map((state as unknown as [number, Line][]).map(([line, { acks, ...counts }]) => [line, { ...counts, acks: [...acks] }]))
    this.#view = null
  }
}

/** A stretch goes on where the next offset is acknowledged; one that was cut off by truncation does not. */
function note(acks: Acked[], acked: Acked): void {
  const last = acks.findLastIndex(({ partition }) => partition === acked.partition), before = acks[last]
  if (before && before.to + 1 === acked.from) acks[last] = { ...before, to: acked.to, at: acked.at }
  else acks.push(acked)
}

/** Several clients of one script as one: a line in a loop makes many. */
export function merged(views: readonly LineView[]): LineView[] {
  const lines = new Map<number, LineView>()
  for (const view of views) {
    const before = lines.get(view.line)
    lines.set(view.line, before ? {
      line: view.line, sent: before.sent + view.sent, acknowledged: before.acknowledged + view.acknowledged, failed: before.failed + view.failed,
      read: before.read + view.read, acks: [...before.acks, ...view.acks],
    } : view)
  }
  return [...lines.values()].sort((a, b) => a.line - b.line)
}
