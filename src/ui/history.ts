import type { ClusterView, Micros, PartitionId } from '../world/view.ts'

/*
 * A short memory of views, for what one moment cannot say: how old the oldest unread record is, whether lag rises, how
 * many records a second. Sampled once a second of world time.
 */

export interface Sample {
  at: Micros
  /** Lag by `group/partition`. */
  lag: Readonly<Record<string, number>>
  hw: Readonly<Record<PartitionId, number>>
  /** Records sent, by process. */
  sent: Readonly<Record<string, number>>
  visible: number
}
export interface History {
  samples: readonly Sample[]
  /** Records that became visible, over the whole run; thinned, so that it never grows beyond a screen's width. */
  traffic: readonly { at: Micros; visible: number }[]
}
export const NO_HISTORY: History = { samples: [], traffic: [] }

const EVERY: Micros = 1_000_000
const KEPT: Micros = 60_000_000
const TRAFFIC = 400

export const remember = (history: History, view: ClusterView): History => {
  const last = history.samples.at(-1)
  if (last && view.now >= last.at && view.now - last.at < EVERY) return history
  const sample = sampleOf(view)
  return {
    samples: [...history.samples.filter(s => s.at < view.now && s.at >= view.now - KEPT), sample],
    traffic: thin([...history.traffic.filter(t => t.at < view.now), { at: view.now, visible: sample.visible }]),
  }
}
const thin = (traffic: History['traffic']) => traffic.length <= TRAFFIC ? traffic : traffic.filter((_, i) => i % 2 === 0)

const sampleOf = (view: ClusterView): Sample => {
  const hw = Object.fromEntries(Object.entries(view.replicas)
    .map(([id, logs]) => [id, Math.max(0, ...Object.values(logs).map(log => log.hw))])) as Sample['hw']
  const lag: Record<string, number> = {}
  for (const group of Object.values(view.groups))
    for (const [id, offset] of Object.entries(group.committed)) lag[`${group.group}/${id}`] = Math.max(0, (hw[id as PartitionId] ?? offset) - offset)
  const sent = Object.fromEntries(Object.entries(view.ledger.processes).map(([name, counts]) => [name, counts.sent]))
  return { at: view.now, lag, hw, sent, visible: view.ledger.totals.visible }
}

/** Since when there have been records at or after `offset`: how long the oldest unread one has been waiting. */
export const waitingSince = (history: History, partition: PartitionId, offset: number): Micros | null => {
  const after = history.samples.findIndex(s => (s.hw[partition] ?? 0) > offset)
  if (after < 0) return null
  const [before, sample] = [history.samples[after - 1], history.samples[after]!]
  if (!before) return sample.at
  const [low, high] = [before.hw[partition] ?? 0, sample.hw[partition]!]
  return before.at + (sample.at - before.at) * (offset - low) / Math.max(1, high - low)
}

/** The very same list until there is another sample, so that what is drawn of it need not be drawn with every view. */
export const trend = ({ samples }: History, reader: string, partition: PartitionId): readonly number[] => {
  const id = `${reader}/${partition}`, known = trends.get(samples) ?? new Map<string, readonly number[]>()
  const lags = known.get(id) ?? samples.flatMap(sample => sample.lag[id] ?? [])
  trends.set(samples, known.set(id, lags))
  return lags
}
const trends = new WeakMap<History['samples'], Map<string, readonly number[]>>()

/** Rising: its last third lies clearly above its first. A group that commits every few seconds draws a saw, and does not rise. */
export const rises = (lags: readonly number[]): boolean => {
  const third = Math.floor(lags.length / 3)
  if (third < 2) return false
  const mean = (part: readonly number[]) => part.reduce((a, b) => a + b, 0) / part.length
  return mean(lags.slice(-third)) > 1.3 * mean(lags.slice(0, third)) + 15
}

/** Records a second a process has sent, over the last five seconds. */
export const sendRate = (history: History, process: string): number | null => {
  const last = history.samples.at(-1)
  const first = history.samples.findLast(s => last !== undefined && s.at <= last.at - 5_000_000) ?? history.samples[0]
  if (!last || !first || last.at === first.at) return null
  return ((last.sent[process] ?? 0) - (first.sent[process] ?? 0)) / ((last.at - first.at) / 1_000_000)
}
