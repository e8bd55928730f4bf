import { at, forgetTopic, isExcused, mayLose, noExcuses, partitionOf, rule, type Excuses } from './rule.ts'

interface Batch { readonly from: number; readonly to: number; readonly epoch: number; readonly crc: number }
interface Known {
  /** Of each broker, what it appended at or beyond its own high watermark. */
  open: Map<number, Batch[]>
  /** What the first to commit it had, ascending; the newest. */
  committed: Batch[]
  readonly excuses: Excuses
  /** What an excused leader did not have, all of older epochs: a leader deposed meanwhile may still learn that it was replicated. */
  givenUp: { readonly epoch: number; readonly from: number } | null
}
const KEPT = 1_024
const nothing = (): Known => ({ open: new Map(), committed: [], excuses: noExcuses(), givenUp: null })

/**
 * Below its own high watermark every replica has the same records as every other: same leader epoch at the same offset,
 * same bytes in the same batch. A log's tail beyond the high watermark may differ until it is truncated.
 */
export const logMatching = rule<Map<string, Known>>({
  name: 'logs match below the high watermark',
  hears: ['log.appended', 'log.truncated', 'log.recovered', 'log.deleted', 'hw.advanced', 'leader.elected', 'leader.started', 'topic.deleted'],
  start: () => new Map(),
  fold(partitions, told) {
    if (told.is === 'topic.deleted') forgetTopic(partitions, told.topic)
    const partition = partitionOf(told)
    if (partition === undefined) return null
    const known = at(partitions, partition, nothing)
    switch (told.is) {
      case 'log.appended':
        openOf(known, told.broker).push({ from: told.offsets.from, to: told.offsets.to, epoch: told.epoch, crc: told.crc })
        return null
      case 'log.truncated': return cut(openOf(known, told.broker), told.to > told.from ? 0 : told.to)
      case 'log.recovered':
        if (told.end <= (known.committed.at(-1)?.to ?? -1)) known.excuses.disks.add(told.broker)
        return cut(openOf(known, told.broker), told.end)
      case 'log.deleted':
        known.open.delete(told.broker)
        return null
      case 'leader.elected':
        known.excuses.byElection ||= mayLose(told.from)
        return null
      case 'leader.started':
        if (isExcused(known.excuses, told.broker)) giveUp(known, told.epoch, told.end)
        return null
      case 'hw.advanced': return commit(known, told.partition, told.broker, told.hw)
      default: return null
    }
  },
})

const none = (): Batch[] => []
const openOf = ({ open }: Known, broker: number): Batch[] => at(open, broker, none)

function cut(batches: Batch[], end: number): null {
  while (batches.length > 0 && batches.at(-1)!.to >= end) batches.pop()
  return null
}

function giveUp(known: Known, epoch: number, from: number): void {
  cut(known.committed, from)
  known.givenUp = { epoch, from }
}

const isGivenUp = ({ givenUp }: Known, batch: Batch): boolean => givenUp !== null && batch.epoch < givenUp.epoch && batch.to >= givenUp.from

function commit(known: Known, partition: string, broker: number, hw: number): string | null {
  const open = openOf(known, broker)
  let wrong: string | null = null
  while (open.length > 0 && open[0]!.to < hw) {
    const batch = open.shift()!
    const differs = isGivenUp(known, batch) ? null : compare(known.committed, batch)
    if (differs) wrong ??= `${partition}: broker ${broker} has ${show(batch)} below its high watermark ${hw}, another has ${show(differs)}`
  }
  return wrong
}

/** Gives the committed batch this one contradicts; adds it when it is the first of its offsets. */
function compare(committed: Batch[], batch: Batch): Batch | null {
  const last = committed.at(-1)
  if (!last || batch.from > last.to) {
    committed.push(batch)
    if (committed.length > KEPT) committed.shift()
    return null
  }
  for (let i = committed.length - 1; i >= 0 && committed[i]!.to >= batch.from; i--) {
    const other = committed[i]!
    if (other.from > batch.to) continue
    const sameBatch = other.from === batch.from && other.to === batch.to
    if (other.epoch !== batch.epoch || (sameBatch && other.crc !== batch.crc)) return other
  }
  return null
}

const show = ({ from, to, epoch, crc }: Batch): string => `${from}–${to} of epoch ${epoch} (crc ${crc})`
