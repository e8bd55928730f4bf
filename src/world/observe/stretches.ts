import type { Span } from '../../env/domain-event.ts'

/** Neighbouring records of one log that share their fate: who sent them, in which epoch they were appended, whether they were acknowledged. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly epoch: number
  /** null: nobody whose sends are numbered. */
  readonly process: string | null
  /** Number of the first of them among its process's sends to this partition. */
  readonly sends: number
  readonly acked: boolean
}

export const sizeOf = ({ from, to }: Span): number => to - from + 1
export const lastSend = (stretch: Stretch): number => stretch.sends + stretch.to - stretch.from

export const sendsOf = (stretch: Stretch): Span => ({ from: stretch.sends, to: lastSend(stretch) })

/** Adds at the end; grows the last stretch where it is the same story going on. */
export function addStretch(stretches: Stretch[], added: Stretch): void {
  const last = stretches.at(-1)
  if (last && goesOn(last, added)) stretches[stretches.length - 1] = part(last, last.from, added.to, last.acked)
  else stretches.push(added)
}

const goesOn = (a: Stretch, b: Stretch): boolean =>
  a.to + 1 === b.from && a.epoch === b.epoch && a.process === b.process && a.acked === b.acked && (a.process === null || lastSend(a) + 1 === b.sends)

/** The part of it that lies in [from, to]. */
export function clip(stretch: Stretch, from: number, to: number): Stretch | null {
  const first = Math.max(stretch.from, from), last = Math.min(stretch.to, to)
  return first > last ? null : part(stretch, first, last, stretch.acked)
}

const part = ({ from: before, epoch, process, sends }: Stretch, from: number, to: number, acked: boolean): Stretch =>
  ({ from, to, epoch, process, sends: sends + from - before, acked })

/** Offsets of those of `sends` that this stretch holds. */
export function offsetsOf(stretch: Stretch, process: string, sends: Span): Span | null {
  if (stretch.process !== process) return null
  const first = Math.max(stretch.sends, sends.from), last = Math.min(lastSend(stretch), sends.to)
  return first > last ? null : { from: stretch.from + first - stretch.sends, to: stretch.from + last - stretch.sends }
}

/** Looks back this far for what an acknowledgement means: it follows its append closely. */
const LOOK_BACK = 512

/** Marks every instance of each of `sends` as acknowledged, of which there is one unless `twins`; gives how many were found unacknowledged. */
export function acknowledge(stretches: Stretch[], process: string, sends: Span, twins = false): number {
  let missing = twins ? Infinity : sizeOf(sends), found = 0
  for (let i = stretches.length - 1; i >= Math.max(0, stretches.length - LOOK_BACK) && missing > 0; i--) {
    const stretch = stretches[i]!
    const offsets = offsetsOf(stretch, process, sends)
    if (!offsets) continue
    missing -= sizeOf(offsets)
    if (stretch.acked) continue
    found += sizeOf(offsets)
    if (!growsInto(stretches, i, offsets)) replace(stretches, i, splitAt(stretch, offsets))
  }
  return found
}

/** The usual case: the newest stretch, acknowledged whole, is more of the one before it. */
function growsInto(stretches: Stretch[], index: number, { from, to }: Span): boolean {
  const stretch = stretches[index]!, before = stretches[index - 1]
  if (!before || index + 1 < stretches.length || from !== stretch.from || to !== stretch.to) return false
  const acked = part(stretch, from, to, true)
  if (!goesOn(before, acked)) return false
  stretches.pop()
  stretches[index - 1] = part(before, before.from, to, before.acked)
  return true
}

/** What it becomes when those of its records are acknowledged. */
function splitAt(stretch: Stretch, { from, to }: Span): Stretch[] {
  const parts = [part(stretch, from, to, true)]
  if (stretch.from < from) parts.unshift(part(stretch, stretch.from, from - 1, false))
  if (stretch.to > to) parts.push(part(stretch, to + 1, stretch.to, false))
  return parts
}

/** Puts `parts` in the place of one stretch, joined with its neighbours where they go on. */
function replace(stretches: Stretch[], index: number, parts: readonly Stretch[]): void {
  const joined: Stretch[] = index > 0 ? [stretches[index - 1]!] : []
  const next = stretches[index + 1]
  for (const each of parts) addStretch(joined, each)
  if (next) addStretch(joined, next)
  const first = Math.max(0, index - 1), last = next ? index + 1 : index
  if (last + 1 === stretches.length) {
    stretches.length = first
    stretches.push(...joined)
  } else stretches.splice(first, last + 1 - first, ...joined)
}

/** How many of `sends` of a process these stretches hold. */
export function countSends(stretches: readonly Stretch[], process: string, sends: Span): number {
  let count = 0
  for (let i = stretches.length - 1; i >= Math.max(0, stretches.length - LOOK_BACK); i--) {
    const offsets = offsetsOf(stretches[i]!, process, sends)
    if (offsets) count += sizeOf(offsets)
  }
  return count
}

/** Joins the older half of them into stretches that only say whether they were acknowledged. */
export function settle(stretches: Stretch[], keep: number): void {
  const older = stretches.splice(0, Math.max(0, stretches.length - keep))
  const joined: Stretch[] = []
  for (const { from, to, epoch, sends, acked } of older) addStretch(joined, { from, to, epoch, process: null, sends, acked })
  stretches.unshift(...joined)
}
