import { handler } from '../../net/handler.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { findCurrent } from '../replica/lookup.ts'
import type { Partition } from '../replica/partition.ts'
import { EARLIEST, EARLIEST_LOCAL, EARLIEST_PENDING_UPLOAD, LATEST, LATEST_TIERED, MAX_TIMESTAMP, TIMESTAMP_SINCE } from './timestamps.ts'

/**
 * An offset by time, or one of the places timestamps below 0 stand for. Consumers see as far as the high watermark, followers
 * (v1+ with their id) all of the log. v7: the record with the largest timestamp (KIP-734). Nothing is tiered here, so −5 and −6
 * find nothing.
 */
export const listOffsets = (broker: Broker) => handler({
  api: ListOffsets,
  handle: (request, { version }) => ({
    topics: request.topics.map(topic => ({
      name: topic.name,
      partitions: unique(topic.partitions).map(each => {
        if (isRepeated(topic.partitions, each)) return failed(each.partitionIndex, Errors.INVALID_REQUEST)
        return list(broker, topic.name, each, request, version)
      }),
    })),
  }),
  refuse: (request, error) => ({
    topics: request.topics.map(topic => ({ name: topic.name, partitions: topic.partitions.map(each => failed(each.partitionIndex, error)) })),
  }),
})

type Ask = Request<typeof ListOffsets>['topics'][number]['partitions'][number]

const failed = (partitionIndex: number, errorCode: number) => ({ partitionIndex, errorCode, timestamp: -1, offset: -1, leaderEpoch: -1 })

const unique = (asks: readonly Ask[]): Ask[] => asks.filter((ask, i) => asks.findIndex(other => other.partitionIndex === ask.partitionIndex) === i)
const isRepeated = (asks: readonly Ask[], ask: Ask): boolean => asks.some(other => other !== ask && other.partitionIndex === ask.partitionIndex)

const CONSUMER = -1, DEBUGGING_REPLICA = -2

/** A new leader does not say where the log ends while its high watermark is behind its own beginning (KIP-207). */
function list(broker: Broker, topic: string, ask: Ask, request: Request<typeof ListOffsets>, version: number) {
  const { timestamp, partitionIndex } = ask
  if (timestamp < 0 && !(TIMESTAMP_SINCE[timestamp]! <= version)) return failed(partitionIndex, Errors.UNSUPPORTED_VERSION)
  const { error, partition } = findCurrent(broker, topic, partitionIndex, ask.currentLeaderEpoch, request.replicaId !== DEBUGGING_REPLICA)
  if (!partition) return failed(partitionIndex, error)
  const isClient = request.replicaId === CONSUMER
  const upTo = isClient ? partition.log.highWatermark : partition.log.logEndOffset
  const found = find(partition, timestamp, upTo)
  const isUncertain = isClient && partition.epochStart > partition.log.highWatermark
  if (isUncertain && (timestamp === LATEST || !found)) return failed(partitionIndex, notAvailable(version))
  if (!found) return failed(partitionIndex, Errors.NONE)
  const leaderEpoch = version >= 4 ? { leaderEpoch: found.epoch } : {}
  return { partitionIndex, errorCode: Errors.NONE, timestamp: found.timestamp, offset: found.offset, ...leaderEpoch }
}

const notAvailable = (version: number): number => version >= 5 ? Errors.OFFSET_NOT_AVAILABLE : Errors.LEADER_NOT_AVAILABLE

interface Place { timestamp: number; offset: number; epoch: number }

function find(partition: Partition, timestamp: number, upTo: number): Place | null {
  const { log } = partition
  switch (timestamp) {
    case LATEST: return { timestamp: -1, offset: upTo, epoch: partition.leaderEpoch }
    case EARLIEST: case EARLIEST_LOCAL: return { timestamp: -1, offset: log.logStartOffset, epoch: epochAt(partition, log.logStartOffset) }
    case LATEST_TIERED: case EARLIEST_PENDING_UPLOAD: return null
    case MAX_TIMESTAMP: return below(log.offsetOfMaxTimestamp(), upTo)
    default: return log.offsetForTimestamp(timestamp, upTo)
  }
}

const below = (place: Place | null, upTo: number): Place | null => place && place.offset < upTo ? place : null

/** The epoch a log's first record was written in; the leader's while there is none. */
function epochAt({ log, leaderEpoch }: Partition, offset: number): number {
  for (let epoch = 0; epoch <= log.latestEpoch; epoch++) {
    const end = log.endOffsetForEpoch(epoch)
    if (end.epoch >= 0 && end.endOffset > offset) return end.epoch
  }
  return leaderEpoch
}
