import type { ClusterView, Micros } from '../world/view.ts'

/*
 * Views that were shown, for looking back: dense at the end, thinner the older they are. Parts that did not change are
 * shared between views, so a hundred of them cost little more than what changed.
 */

const MOST = 240
/** Two views are kept at least this far apart, or a pixel of the time bar where that is more; stepping keeps every one. */
const APART: Micros = 200_000
const PIXELS = 1_000

export const record = (kept: readonly ClusterView[], view: ClusterView, stepping: boolean): readonly ClusterView[] => {
  const last = kept.at(-1)
  if (last && view.now === last.now) return [...kept.slice(0, -1), view]
  if (last && view.now > last.now && !stepping && view.now - last.now < Math.max(APART, view.now / PIXELS)) return kept
  const all = [...kept.filter(v => v.now < view.now), view]
  return all.length <= MOST ? all : all.filter((_, i) => i % 2 === 0 || i > MOST / 2)
}

/** What was on the screen at `at`; before anything was shown, the first. */
export const viewAt = (kept: readonly ClusterView[], at: Micros): ClusterView | null => kept.findLast(v => v.now <= at) ?? kept[0] ?? null
/** The moment shown before this one. */
export const before = (kept: readonly ClusterView[], at: Micros): ClusterView | null => kept.findLast(v => v.now < at) ?? null
