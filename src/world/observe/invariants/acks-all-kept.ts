import { appendReign, cutLineage, present, startLineage, truncateLineage, type Lineage } from '../lineage.ts'
import type { Told } from '../../view.ts'
import { at, forgetTopic, isExcused, mayLose, noExcuses, partitionOf, rule, type Excuses } from './rule.ts'

interface Append { readonly from: number; readonly to: number; readonly epoch: number; readonly process: string }
interface Known {
  logs: Map<number, Lineage>
  /** Appends a producer may still hear of. */
  recent: Append[]
  /** What was acknowledged with acks=all, by epoch; the newest. */
  kept: Append[]
  readonly excuses: Excuses
}
const RECENT = 512, KEPT = 4_096
const nothing = (): Known => ({ logs: new Map(), recent: [], kept: [], excuses: noExcuses() })

/** What was acknowledged with acks=all is in the log of every later leader, as long as unclean election is off. */
export const acksAllKept = rule<Map<string, Known>>({
  name: 'acks=all records stay',
  hears: [
    'log.appended', 'log.truncated', 'log.recovered', 'log.startMoved', 'log.deleted',
    'produce.appended', 'producer.acknowledged', 'leader.elected', 'leader.started', 'topic.deleted',
  ],
  start: () => new Map(),
  fold(partitions, told) {
    if (told.is === 'topic.deleted') forgetTopic(partitions, told.topic)
    const partition = partitionOf(told)
    if (partition === undefined) return null
    const known = at(partitions, partition, nothing)
    switch (told.is) {
      case 'log.appended': appendReign(logOf(known, told.broker), told.epoch, told.offsets.from, told.offsets.to); break
      case 'log.truncated': truncateLineage(logOf(known, told.broker), told.from, told.to); break
      case 'log.recovered':
        if (losesAcknowledged(known, logOf(known, told.broker), told.end)) known.excuses.disks.add(told.broker)
        cutLineage(logOf(known, told.broker), told.end)
        break
      case 'log.startMoved':
        startLineage(logOf(known, told.broker), told.start)
        known.kept = known.kept.filter(append => append.to >= told.start).map(append => ({ ...append, from: Math.max(append.from, told.start) }))
        break
      case 'log.deleted': known.logs.delete(told.broker); break
      case 'produce.appended':
        if (!told.duplicate) produced(known, told)
        break
      case 'producer.acknowledged':
        if (told.acks === -1) acknowledged(known, told.process, told.baseOffset)
        break
      case 'leader.elected': known.excuses.byElection ||= mayLose(told.from); break
      case 'leader.started':
        cutLineage(logOf(known, told.broker), told.end)
        return check(known, told.partition, told.broker, logOf(known, told.broker))
    }
    return null
  },
})

const none = (): Lineage => []
const logOf = ({ logs }: Known, broker: number): Lineage => at(logs, broker, none)

function produced({ recent }: Known, { offsets, epoch, connection }: Told & { is: 'produce.appended' }): void {
  recent.push({ from: offsets.from, to: offsets.to, epoch, process: connection.slice(0, connection.lastIndexOf(':')) })
  if (recent.length > RECENT) recent.shift()
}

const losesAcknowledged = ({ kept }: Known, log: Lineage, end: number): boolean =>
  kept.some(append => append.to >= end && present(log, append.epoch, append.from, append.to).some(span => span.to >= end))

function acknowledged(known: Known, process: string, baseOffset: number): void {
  const append = known.recent.findLast(each => each.process === process && each.from <= baseOffset && baseOffset <= each.to)
  if (!append) return
  const last = known.kept.at(-1)
  if (last && last.epoch === append.epoch && last.to + 1 === append.from) {
    known.kept[known.kept.length - 1] = { from: last.from, to: append.to, epoch: last.epoch, process: last.process }
  } else known.kept.push(append)
  if (known.kept.length > KEPT) known.kept.shift()
}

function check(known: Known, partition: string, broker: number, log: Lineage): string | null {
  const missing = known.kept.find(append => lacks(log, append))
  const excused = isExcused(known.excuses, broker)
  if (missing) known.kept = known.kept.filter(append => !lacks(log, append))
  if (!missing || excused) return null
  return `${partition}: broker ${broker} leads without ${missing.from}–${missing.to} of epoch ${missing.epoch}, acknowledged with acks=all`
}

const lacks = (log: Lineage, { epoch, from, to }: Append): boolean =>
  present(log, epoch, from, to).reduce((sum, span) => sum + span.to - span.from + 1, 0) < to - from + 1
