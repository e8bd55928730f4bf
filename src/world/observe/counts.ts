import type { LedgerCounts } from '../view.ts'

export const zero = (): LedgerCounts => ({ sent: 0, pending: 0, acknowledged: 0, failed: 0, visible: 0, lost: 0, vanished: 0, duplicated: 0, reordered: 0 })

export function countsOf<K>(all: Map<K, LedgerCounts>, key: K): LedgerCounts {
  let counts = all.get(key)
  if (!counts) all.set(key, counts = zero())
  return counts
}

export const withPending = (counts: LedgerCounts): LedgerCounts => ({ ...counts, pending: counts.sent - counts.acknowledged - counts.failed })
