import type { Plain } from '../env/process.ts'
import type { LogFlush } from '../log/api.ts'
import type { MetadataDelta, MetadataImage } from '../metadata/image.ts'
import { answerTo, type Outcome } from '../net/outcome.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import type { Api, Response } from '../protocol/schema.ts'
import { moved, type Broker } from './context.ts'
import { onOffsetListed, type OffsetListed } from './fetcher/out-of-range.ts'
import { onFetched, onFetchFailed } from './fetcher/process.ts'
import { pump } from './fetcher/pump.ts'
import { forgetTopics } from './groups/expiration.ts'
import { OFFSETS_TOPIC } from './groups/groups.ts'
import { loadGroups, onElected, onResigned, type LoadWork } from './groups/loading.ts'
import { onProducerIds } from './producer-ids.ts'
import { onAlterPartitionAnswer } from './replica/alter-partition.ts'
import { onAssignmentsAnswer } from './replica/assignments.ts'
import { applyMetadata, type ReplicaChanges } from './replica/delta.ts'
import { maybeIncrementHighWatermark } from './replica/leader.ts'
import { setAsideStrays } from './replica/logs.ts'
import { advance, onCopied, type CopyWork } from './replica/move.ts'
import type { Future, Partition } from './replica/partition.ts'
import { onTopicsCreated } from './topic-creations.ts'

/*
 * What comes to a broker that has partitions, taken to where it belongs: metadata, the controller's answers, other brokers' answers, work
 * done, flushes.
 */

/** What the part asks of the controller, to be told with the answer. */
export type ControllerTag = { is: 'alterPartition' } | { is: 'assigned' } | { is: 'producerIds' } | { is: 'topicsCreated'; topics: readonly string[] }
/** What it asks of other brokers. */
type LeaderTag = { is: 'fetched'; leader: number } | ({ is: 'offsetListed' } & OffsetListed)

export function onMetadata(broker: Broker, image: MetadataImage, delta: MetadataDelta): void {
  const changes = applyMetadata(broker, image, delta)
  if (delta.from.offset < 0) setAsideStrays(broker)
  moveCoordinators(broker, changes, delta)
}

/** The coordinator of a group is whoever leads its partition of `__consumer_offsets`. */
function moveCoordinators(broker: Broker, { elected, followed, gone }: ReplicaChanges, delta: MetadataDelta): void {
  for (const partition of [...followed, ...gone]) if (partition.topic === OFFSETS_TOPIC) onResigned(broker, partition.index)
  for (const partition of elected) if (partition.topic === OFFSETS_TOPIC) onElected(broker, partition)
  for (const { name } of delta.deletedTopics) broker.topicMetrics.forget(name)
  if (delta.deletedTopics.length === 0) return
  for (const shard of broker.groups.shards.values()) if (shard.state === 'active') forgetTopics(broker, shard, delta.deletedTopics)
}

export function onAnswer(broker: Broker, asked: ControllerTag, answer: Response<Api>): void {
  switch (asked.is) {
    case 'alterPartition': return onAlterPartitionAnswer(broker, answer)
    case 'assigned': return onAssignmentsAnswer(broker, answer)
    case 'producerIds': return onProducerIds(broker, answer)
    case 'topicsCreated': return onTopicsCreated(broker, asked.topics, answer)
  }
}

export function onOutcome(broker: Broker, outcome: Outcome): void {
  if (outcome.is !== 'response' && outcome.is !== 'failed') return
  const asked = outcome.tag as LeaderTag
  if (asked.is === 'offsetListed') return onOffsetListed(broker, asked, answerTo(ListOffsets, outcome))
  const fetcher = broker.fetchers.get(asked.leader), answer = answerTo(Fetch, outcome)
  if (!fetcher) return
  if (answer) onFetched(broker, fetcher, answer)
  else onFetchFailed(broker, fetcher)
}

export function onWorked(broker: Broker, work: Plain): void {
  const done = work as LoadWork | CopyWork
  if (done.is === 'copyReplica') onCopied(broker, done)
  else loadGroups(broker, done)
}

/** Logs are told of the flushes they asked for; files that stand alone need not know. */
export function onFlushed(broker: Broker, tag: Plain): void {
  const flush = tag as LogFlush | { is: 'checkpoint' }
  if (flush.is !== 'log.flushed') return
  for (const partition of broker.partitions.values()) {
    if (partition.log.dir === flush.dir) onLogFlushed(broker, partition, flush)
    else if (partition.future?.log.dir === flush.dir) onFutureFlushed(broker, partition, partition.future, flush)
  }
}

function onFutureFlushed(broker: Broker, partition: Partition, { log }: Future, flush: LogFlush): void {
  const waited = log.awaitsFlush(log.logEndOffset)
  log.flushed(flush)
  if (waited) advance(broker, partition)
}

/** Who appended may go on now: the leader to answer its producers, a follower to fetch what comes next. */
function onLogFlushed(broker: Broker, partition: Partition, flush: LogFlush): void {
  const { log, leader, role } = partition, waited = log.awaitsFlush(log.logEndOffset)
  log.flushed(flush)
  if (!waited) return
  if (role === 'leader') maybeIncrementHighWatermark(broker, partition)
  moved(broker, partition, 'highWatermark')
  const fetcher = broker.fetchers.get(leader)
  if (fetcher) pump(broker, fetcher)
}
