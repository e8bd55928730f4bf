/** Offsets one broker has in one log, by the leader epoch they were written in; `to` is inclusive. */
export interface Reign { epoch: number; from: number; to: number }
/** Ascending, without overlap. */
export type Lineage = Reign[]

/** An append; whatever was at or beyond `from` is written over. */
export function appendReign(lineage: Lineage, epoch: number, from: number, to: number): void {
  const last = lineage.at(-1)
  if (last && last.to >= from) cutLineage(lineage, from)
  const before = lineage.at(-1)
  if (before && before.epoch === epoch && before.to + 1 === from) before.to = to
  else lineage.push({ epoch, from, to })
}

/** Nothing at or beyond `end` is left. */
export function cutLineage(lineage: Lineage, end: number): void {
  while (lineage.length > 0 && lineage.at(-1)!.from >= end) lineage.pop()
  const last = lineage.at(-1)
  if (last && last.to >= end) last.to = end - 1
}

/** `log.truncated`: back from `from` to `to`; or, with `to` beyond the end, emptied to begin anew there. */
export function truncateLineage(lineage: Lineage, from: number, to: number): void {
  if (to > from) lineage.length = 0
  else cutLineage(lineage, to)
}

/** Nothing below `start` is left. */
export function startLineage(lineage: Lineage, start: number): void {
  while (lineage.length > 0 && lineage[0]!.to < start) lineage.shift()
  const first = lineage[0]
  if (first && first.from < start) first.from = start
}

/** The parts of [from, to] that were written in `epoch` and are there. */
export function present(lineage: Lineage, epoch: number, from: number, to: number): { from: number; to: number }[] {
  return lineage
    .filter(reign => reign.epoch === epoch && reign.from <= to && reign.to >= from)
    .map(reign => ({ from: Math.max(reign.from, from), to: Math.min(reign.to, to) }))
}
