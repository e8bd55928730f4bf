import type { TimerId } from '../../env/process.ts'

/**
 * Requests that wait for something to happen to a partition, or for their time to be up (Kafka's DelayedOperationPurgatory).
 * An operation is plain data; who parks it knows how to ask whether it is done.
 */
export interface Purgatory<Op> {
  next: number
  readonly waiting: Map<number, Waiting<Op>>
  /** Kept when nothing waits for a key any more: the next operation will. */
  readonly watchers: Map<string, Set<number>>
}

export interface Waiting<Op> { readonly op: Op; readonly keys: readonly string[]; readonly timer: TimerId }

export const newPurgatory = <Op>(): Purgatory<Op> => ({ next: 1, waiting: new Map(), watchers: new Map() })

/** Parks `op` until it is taken out; `expire` asks for the timer that will bring its number back. */
export function park<Op>(purgatory: Purgatory<Op>, op: Op, keys: readonly string[], expire: (id: number) => TimerId): void {
  const id = purgatory.next++
  purgatory.waiting.set(id, { op, keys, timer: expire(id) })
  for (const key of keys) {
    const ids = purgatory.watchers.get(key)
    if (ids) ids.add(id)
    else purgatory.watchers.set(key, new Set([id]))
  }
}

/** Takes an operation out; undefined when it is gone already, so a late timer is harmless. */
export function take<Op>(purgatory: Purgatory<Op>, id: number): Waiting<Op> | undefined {
  const found = purgatory.waiting.get(id)
  if (!found) return undefined
  purgatory.waiting.delete(id)
  for (const key of found.keys) purgatory.watchers.get(key)!.delete(id)
  return found
}

const NOBODY: readonly number[] = []

/** Numbers of the operations that watch `key`, oldest first; a copy, so that they may be taken out meanwhile. */
export const watching = <Op>(purgatory: Purgatory<Op>, key: string): readonly number[] => {
  const ids = purgatory.watchers.get(key)
  return ids && ids.size > 0 ? [...ids] : NOBODY
}
