import type { ClusterView, FaultView, Micros, PartitionId, Told } from '../../world/view.ts'

/** Who came upon it, when, and in whose words. */
export interface Met { readonly at: Micros | null; readonly who: string; readonly says: string }

const REFUSAL = /invalid messages|corrupt|CRC|unsound/i

/** Bits of a replica's files that are turned over now. */
export const flipsOf = (view: ClusterView, machine: string | undefined, partition: PartitionId): FaultView[] =>
  view.faults.filter(({ is, on, detail }) => is === 'disk.flipped' && on[0] === machine && String(detail['file']).includes(`/${partition}/`))

/** What refused a partition's bytes since a moment: followers and brokers by their log lines, recovery by what it cut, consumers by their last error. */
export function metSince(view: ClusterView, told: readonly Told[], partition: PartitionId, since: Micros): Met[] {
  return [...told.filter(({ at }) => at >= since).flatMap(event => metIn(event, partition)), ...Object.values(view.processes).flatMap(({ name, view: of }) => {
    const consumers = of?.kind === 'consumer' ? [of] : of?.kind === 'script' ? of.consumers : []
    return consumers.some(({ lastError, positions }) => lastError === 'CORRUPT_MESSAGE' && partition in positions) ? [{ at: null, who: name, says: 'CorruptRecordException (CORRUPT_MESSAGE)' }] : []
  })]
}

function metIn(event: Told, partition: PartitionId): Met[] {
  const { at, process: who } = event
  if (event.is === 'log.line' && REFUSAL.test(event.text) && event.text.includes(partition)) return [{ at, who, says: event.text }]
  if (event.is === 'log.recovered' && event.partition === partition && event.cutBytes > 0) return [{ at, who, says: `LogSegment.recover: ${event.cutBytes} B cut, log end offset ${event.end}` }]
  return []
}
