import { appendReign, cutLineage, present, startLineage, truncateLineage, type Lineage } from '../lineage.ts'
import { at, forgetTopic, isExcused, mayLose, noExcuses, partitionOf, rule, type Excuses } from './rule.ts'

interface Known {
  logs: Map<number, Lineage>
  /** What the leader's high watermark has passed. */
  committed: Lineage
  readonly excuses: Excuses
}
const nothing = (): Known => ({ logs: new Map(), committed: [], excuses: noExcuses() })

/**
 * A replica never cuts off a record that is committed: all leaders elected from the ISR or the ELR have it, so none of them disagrees
 * with whoever has it too. A follower that cuts to its own high watermark does (KIP-101), and is dangerous until it has fetched it again.
 */
export const committedNotCut = rule<Map<string, Known>>({
  name: 'committed records are not cut',
  hears: ['log.appended', 'log.truncated', 'log.recovered', 'log.startMoved', 'log.deleted', 'hw.advanced', 'leader.elected', 'leader.started', 'topic.deleted'],
  start: () => new Map(),
  fold(partitions, told) {
    if (told.is === 'topic.deleted') forgetTopic(partitions, told.topic)
    const partition = partitionOf(told)
    if (partition === undefined) return null
    const known = at(partitions, partition, nothing)
    switch (told.is) {
      case 'log.appended': appendReign(logOf(known, told.broker), told.epoch, told.offsets.from, told.offsets.to); break
      case 'log.recovered':
        if (told.end <= (known.committed.at(-1)?.to ?? -1)) known.excuses.disks.add(told.broker)
        cutLineage(logOf(known, told.broker), told.end)
        break
      case 'log.deleted': known.logs.delete(told.broker); break
      case 'log.startMoved':
        startLineage(logOf(known, told.broker), told.start)
        startLineage(known.committed, told.start)
        break
      case 'hw.advanced':
        if (told.as === 'leader') commit(known.committed, logOf(known, told.broker), told.hw)
        break
      case 'leader.elected': known.excuses.byElection ||= mayLose(told.from); break
      case 'leader.started':
        cutLineage(logOf(known, told.broker), told.end)
        if (isExcused(known.excuses, told.broker)) bringBack(known, logOf(known, told.broker))
        break
      case 'log.truncated': return truncated(known.committed, logOf(known, told.broker), told)
    }
    return null
  },
})

const none = (): Lineage => []
const logOf = ({ logs }: Known, broker: number): Lineage => at(logs, broker, none)

/** Of what was committed before, such a leader brings back only what is in its log. */
function bringBack(known: Known, log: Lineage): void {
  known.committed = known.committed.flatMap(({ epoch, from, to }) => present(log, epoch, from, to).map(span => ({ epoch, ...span })))
}

function commit(committed: Lineage, log: Lineage, hw: number): void {
  const from = (committed.at(-1)?.to ?? -1) + 1
  for (const reign of log) if (reign.to >= from && reign.from < hw) appendReign(committed, reign.epoch, Math.max(reign.from, from), Math.min(reign.to, hw - 1))
}

function truncated(committed: Lineage, log: Lineage, { partition, broker, from, to }: { partition: string; broker: number; from: number; to: number }): string | null {
  const cut = to > from ? [] : log.flatMap(({ epoch, ...span }) => present(committed, epoch, Math.max(span.from, to), span.to))
  truncateLineage(log, from, to)
  return cut.length === 0 ? null : `${partition}: broker ${broker} cuts off ${cut.map(span => `${span.from}–${span.to}`).join(', ')}, which are committed`
}
