import type { Past } from '../src/lesson/types.ts'
import type { StoredRecord } from '../src/world/stored-records.ts'
import { splitPartitionId } from '../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../src/world/view.ts'

/** A record of a topic that somebody sent and that lies in a log: `nth` counts from 1 in the order of sending, over all partitions. */
export interface Sent extends StoredRecord { readonly nth: number; readonly partition: PartitionId; readonly sentAt: Micros }

const place = (partition: PartitionId, offset: number) => `${partition}@${offset}`
const each = ({ from, to }: { from: number; to: number }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const isOf = (topic: string) => ({ partition }: { partition: PartitionId }) => splitPartitionId(partition)[0] === topic

/** Asked several times of one moment: kept with the moment's view. */
const known = new WeakMap<ClusterView, Map<string, readonly Sent[]>>()

/** What was sent to a topic since the learner came, in the order of sending; without what never got into a log. */
export function sentTo(past: Past, topic: string): readonly Sent[] {
  const ofMoment = known.get(past.now) ?? new Map<string, readonly Sent[]>()
  known.set(past.now, ofMoment)
  const sent = ofMoment.get(topic) ?? findSent(past, topic)
  ofMoment.set(topic, sent)
  return sent
}

function findSent(past: Past, topic: string): Sent[] {
  const stored = new Map(storedIn(past, topic).map(record => [place(record.partition, record.offset), record]))
  const offsets = new Map(past.events('producer.acknowledged').filter(isOf(topic))
    .flatMap(({ producer, partition, sends, baseOffset }) => each(sends).map(send => [`${producer} ${place(partition, send)}`, baseOffset + send - sends.from])))
  return past.events('producer.sent').filter(isOf(topic)).flatMap(({ at, producer, partition, sends }) => each(sends).flatMap(send => {
    const record = stored.get(place(partition, offsets.get(`${producer} ${place(partition, send)}`) ?? -1))
    return record ? [{ ...record, sentAt: at }] : []
  })).map((record, index) => ({ ...record, nth: index + 1 }))
}

/** Every record of a topic, partition by partition. */
export const storedIn = (past: Past, topic: string): (StoredRecord & { partition: PartitionId })[] =>
  (past.now.metadata.topics[topic]?.partitions ?? []).flatMap((_, index) => {
    const partition: PartitionId = `${topic}-${index}`
    return past.records(partition).map(record => ({ ...record, partition }))
  })

/** Of those records, the ones that a group was handed, in that order; again, when they were handed out again. */
export function handedTo(past: Past, group: string, sent: readonly Sent[]): Sent[] {
  const places = new Map(sent.map(record => [place(record.partition, record.offset), record]))
  return past.events('consumer.delivered', { group }).flatMap(({ partition, offsets }) => each(offsets).flatMap(offset => places.get(place(partition, offset)) ?? []))
}

export const keysOf = (records: readonly Sent[]): string[] => [...new Set(records.flatMap(({ key }) => key ?? []))]

/** Groups that were handed anything since the learner came. */
export const readersIn = (past: Past): string[] => [...new Set(past.events('consumer.delivered').flatMap(({ group }) => group ?? []))]

/** The first record that came after one sent later, and that one. */
export function overtaken(handed: readonly Sent[]): { late: Sent; early: Sent } | undefined {
  const at = handed.findIndex(({ nth }, index) => index > 0 && nth < handed[index - 1]!.nth)
  return at < 0 ? undefined : { late: handed[at]!, early: handed[at - 1]! }
}
