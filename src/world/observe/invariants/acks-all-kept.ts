import { appendReign, cutLineage, present, startLineage, truncateLineage, type Lineage } from '../lineage.ts'
import { at, forgetTopic, mayLose, rule } from './rule.ts'

interface Append { readonly from: number; readonly to: number; readonly epoch: number; readonly process: string }
interface Known {
  logs: Map<number, Lineage>
  /** Appends a producer may still hear of. */
  recent: Append[]
  /** What was acknowledged with acks=all, by epoch; the newest. */
  kept: Append[]
  /** Records may go without Kafka being at fault: an unclean election, or a power cut before a flush. */
  mayLose: boolean
}
const RECENT = 512, KEPT = 4_096
const nothing = (): Known => ({ logs: new Map(), recent: [], kept: [], mayLose: false })

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
    if (!('partition' in told)) return null
    const known = at(partitions, told.partition, nothing)
    const log = (broker: number) => at(known.logs, broker, () => [])
    switch (told.is) {
      case 'log.appended': appendReign(log(told.broker), told.epoch, told.offsets.from, told.offsets.to); break
      case 'log.truncated': truncateLineage(log(told.broker), told.from, told.to); break
      case 'log.recovered':
        known.mayLose ||= losesAcknowledged(known, log(told.broker), told.end)
        cutLineage(log(told.broker), told.end)
        break
      case 'log.startMoved':
        startLineage(log(told.broker), told.start)
        known.kept = known.kept.filter(append => append.to >= told.start).map(append => ({ ...append, from: Math.max(append.from, told.start) }))
        break
      case 'log.deleted': known.logs.delete(told.broker); break
      case 'produce.appended':
        if (!told.duplicate) known.recent.push({ ...told.offsets, epoch: told.epoch, process: told.connection.slice(0, told.connection.lastIndexOf(':')) })
        if (known.recent.length > RECENT) known.recent.shift()
        break
      case 'producer.acknowledged':
        if (told.acks === -1) acknowledged(known, told.process, told.baseOffset)
        break
      case 'leader.elected': known.mayLose ||= mayLose(told.from); break
      case 'leader.started': return check(known, told.partition, told.broker, log(told.broker))
    }
    return null
  },
})

const losesAcknowledged = ({ kept }: Known, log: Lineage, end: number): boolean =>
  kept.some(append => append.to >= end && present(log, append.epoch, append.from, append.to).some(span => span.to >= end))

function acknowledged(known: Known, process: string, baseOffset: number): void {
  const append = known.recent.findLast(each => each.process === process && each.from <= baseOffset && baseOffset <= each.to)
  if (!append) return
  const last = known.kept.at(-1)
  if (last && last.epoch === append.epoch && last.to + 1 === append.from) known.kept[known.kept.length - 1] = { ...last, to: append.to }
  else known.kept.push(append)
  if (known.kept.length > KEPT) known.kept.shift()
}

function check(known: Known, partition: string, broker: number, log: Lineage): string | null {
  const missing = known.kept.find(append => lacks(log, append))
  const excused = known.mayLose
  known.mayLose = false
  if (missing) known.kept = known.kept.filter(append => !lacks(log, append))
  if (!missing || excused) return null
  return `${partition}: broker ${broker} leads without ${missing.from}–${missing.to} of epoch ${missing.epoch}, acknowledged with acks=all`
}

const lacks = (log: Lineage, { epoch, from, to }: Append): boolean =>
  present(log, epoch, from, to).reduce((sum, span) => sum + span.to - span.from + 1, 0) < to - from + 1
