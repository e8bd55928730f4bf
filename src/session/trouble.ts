import type { BrokenReport } from '../host/frame.ts'
import type { StorageProblem } from '../storage/store.ts'
import type { LifecycleSnapshot } from './lifecycle-run.ts'
import { attachedWorld } from './worlds/attached.ts'

/** What stands between a person and their world, as codes; the page has the words. The first three leave nothing to look at. */
export type Trouble =
  | { is: 'loading'; part: number | null }
  | { is: 'held-elsewhere' }
  | { is: 'refused'; problem: StorageProblem; message: string }
  | { is: 'broken'; report: BrokenReport }
  | { is: 'crashed'; message: string }
  /** The cluster this page was attached to is gone, or lets it in no more. */
  | { is: 'detached'; message: string }
  /** It goes on, but slower than asked: the disk behind the page is. */
  | { is: 'storage-limited' }
  /** It stands until there is room or the person asks again. Nothing committed is lost. */
  | { is: 'storage-stopped'; problem: StorageProblem; message: string }
  | { is: 'hidden' }
  /** It will be gone with the page. */
  | { is: 'not-kept'; problem: StorageProblem }
  /** It came back from its disks although it should have been replayed; what was lost is the past before now, no record. */
  | { is: 'forked'; engine: string }
  /** It was lived again from a log from elsewhere, and is not as it was there. */
  | { is: 'strayed'; engine: string }
  /** No world of this address was ever made in this browser. */
  | { is: 'unknown-world' }

/**
 * The one trouble to show, the gravest first. `part`: how much of a lesson's past has been lived again. A world that is seen already
 * while its opening is played, as fast as it goes, is no trouble.
 */
export function troubleOf({ value, context }: LifecycleSnapshot, part: number | null, isSeen: boolean): Trouble | null {
  const { ask, refusal, broken, crash, notKept, arrival } = context
  const isAttached = ask?.definition.id === attachedWorld.id
  if (value === 'locking' || value === 'leaving' || (value === 'opening' && !isSeen)) return { is: 'loading', part }
  if (value === 'heldElsewhere') return { is: 'held-elsewhere' }
  if (isAttached && (value === 'refused' || value === 'crashed')) return { is: 'detached', message: crash ?? refusal?.message ?? '' }
  if (value === 'refused' && refusal) return { is: 'refused', ...refusal }
  if (value === 'broken' && broken) return { is: 'broken', report: broken }
  if (value === 'crashed') return { is: 'crashed', message: crash ?? '' }
  return liveTrouble(value, refusal) ?? (notKept ? { is: 'not-kept', problem: notKept } : forked(arrival))
}

function liveTrouble(value: LifecycleSnapshot['value'], refusal: LifecycleSnapshot['context']['refusal']): Trouble | null {
  if (value === 'live.storageStopped' && refusal) return { is: 'storage-stopped', problem: refusal.problem, message: refusal.message }
  if (value === 'live.storageLimited') return { is: 'storage-limited' }
  return value === 'live.hidden' ? { is: 'hidden' } : null
}

const forked = (arrival: LifecycleSnapshot['context']['arrival']): Trouble | null =>
  arrival?.is === 'forked' || arrival?.is === 'strayed' ? { is: arrival.is, engine: arrival.engine } : null
