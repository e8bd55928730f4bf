import type { Env, Plain, TimerId } from '../../env/process.ts'
import type { Micros } from '../../env/units.ts'

/**
 * Requests that wait for something to happen to a partition, or for their time to be up (Kafka's DelayedOperationPurgatory).
 * An operation is plain data; who parks it knows how to ask whether it is done.
 */
export interface Purgatory<Op> {
  next: number
  readonly waiting: Map<number, Waiting<Op>>
  /** Kept when nothing waits for a key any more: the next operation will. Oldest first. */
  readonly watchers: Map<string, number[]>
  /** The one timer, no later than the earliest deadline: nearly all are done in time, and leave it be. */
  wake: { readonly timer: TimerId; readonly due: Micros } | null
}

export interface Waiting<Op> { readonly op: Op; readonly keys: readonly string[]; readonly deadline: Micros }

export const newPurgatory = <Op>(): Purgatory<Op> => ({ next: 1, waiting: new Map(), watchers: new Map(), wake: null })

/** Parks `op` until it is taken out; `timer` comes back when its time, or another's before it, is up. Gives its number. */
export function park<Op>(env: Env, purgatory: Purgatory<Op>, op: Op, keys: readonly string[], deadline: Micros, timer: Plain): number {
  const id = purgatory.next++
  purgatory.waiting.set(id, { op, keys, deadline })
  wakeBy(env, purgatory, deadline, timer)
  for (const key of keys) {
    const ids = purgatory.watchers.get(key)
    if (ids) ids.push(id)
    else purgatory.watchers.set(key, [id])
  }
  return id
}

function wakeBy<Op>(env: Env, purgatory: Purgatory<Op>, due: Micros, timer: Plain): void {
  const { wake } = purgatory
  if (wake && wake.due <= due) return
  if (wake) env.cancel(wake.timer)
  purgatory.wake = { timer: env.at(due, timer), due }
}

/** `timer` has come back: numbers of the operations whose time is up, oldest first. It is set again for the rest. */
export function expired<Op>(env: Env, purgatory: Purgatory<Op>, timer: Plain): number[] {
  const ids: number[] = [], now = env.now()
  let next = Infinity
  for (const [id, { deadline }] of purgatory.waiting) {
    if (deadline <= now) ids.push(id)
    else next = Math.min(next, deadline)
  }
  purgatory.wake = null
  if (next < Infinity) wakeBy(env, purgatory, next, timer)
  return ids
}

/** Takes an operation out. */
export function take<Op>(purgatory: Purgatory<Op>, id: number): Waiting<Op> {
  const found = purgatory.waiting.get(id)!
  purgatory.waiting.delete(id)
  for (const key of found.keys) {
    const ids = purgatory.watchers.get(key)!, at = ids.indexOf(id)
    if (at >= 0 && at === ids.length - 1) ids.pop()
    else if (at >= 0) ids.splice(at, 1)
  }
  return found
}

const NOBODY: readonly number[] = []

/** Numbers of the operations that watch `key`, oldest first; a copy, so that they may be taken out meanwhile. */
export const watching = <Op>(purgatory: Purgatory<Op>, key: string): readonly number[] => {
  const ids = purgatory.watchers.get(key)
  return ids && ids.length > 0 ? ids.slice() : NOBODY
}
