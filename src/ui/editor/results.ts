import type { LedgerView, LineView } from '../../world/view.ts'
import type { Say } from './words.ts'

/** What one line caused, to stand behind it. */
export interface Result { readonly line: number; readonly text: string; readonly isBad: boolean }

/** How many of a line's acknowledged records the ledger knows to be gone. A record that was written over later is not the one that was lost. */
export const lostOf = ({ acks }: LineView, lost: LedgerView['lost']): number => acks.reduce((sum, { partition, from, to, at }) => sum + lost
  .filter(each => each.partition === partition && each.at >= at)
  .reduce((inIt, { offsets }) => inIt + Math.max(0, Math.min(to, offsets.to) - Math.max(from, offsets.from) + 1), 0), 0)

/** `13 acknowledged · 3 lost`. */
export const resultsOf = (lines: readonly LineView[], lost: LedgerView['lost'], say: Say): Result[] => lines.map(line => {
  const { sent, acknowledged, failed, read } = line, gone = lostOf(line, lost)
  const said = ([['acknowledged', acknowledged], ['pending', sent - acknowledged - failed], ['failed', failed], ['lost', gone], ['read', read]] as const)
    .flatMap(([what, n]) => n > 0 ? [say(`result.${what}`, { n })] : [])
  return { line: line.line, text: said.join(' · '), isBad: failed > 0 || gone > 0 }
})
