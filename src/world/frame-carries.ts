import { cut, together, type Bytes } from '../env/bytes.ts'
import type { PartitionId } from '../env/domain-event.ts'
import { Fetch, Produce } from '../protocol/apis/index.ts'
import { decodeRequestBody, decodeRequestHeader, decodeResponse, withoutSize } from '../protocol/frame.ts'
import { errorName } from '../protocol/errors.ts'
import { baseOffsetAt } from '../protocol/records/batch.ts'
import { batchesIn, wholeBatches } from '../protocol/records/walk.ts'
import type { Api, Fields, Request, Response } from '../protocol/schema.ts'
import { METADATA_TOPIC_ID } from '../protocol/uuid.ts'
import type { FrameView, MetadataView } from './view.ts'
import type { Flight } from './wire.ts'

type Carries = FrameView['carries']

/** What a Produce or a Fetch carries, per partition; other APIs, and frames that do not decode, carry nothing. */
export function carriedBy(flight: Flight, metadata: MetadataView): Carries {
  const reads = READS[flight.key]
  if (!reads) return []
  try {
    return reads[flight.dir](flight, topicNames(metadata))
  } catch {
    return []
  }
}

type Names = (topic: string, id: string) => string
type Read = (flight: Flight, name: Names) => Carries

const READS: Readonly<Record<number, Readonly<Record<Flight['dir'], Read>>>> = {
  [Produce.key]: { request: produceRequest, response: produceResponse },
  [Fetch.key]: { request: fetchRequest, response: fetchResponse },
}

function produceRequest(flight: Flight, name: Names): Carries {
  return requestOf(Produce, flight).topicData.flatMap(topic => topic.partitionData.map(({ index, records }) =>
    ({ partition: idOf(name(topic.name, topic.topicId), index), records: recordsIn(records), offset: null, error: null })))
}

function produceResponse(flight: Flight, name: Names): Carries {
  return responseOf(Produce, flight).responses.flatMap(topic => topic.partitionResponses.map(({ index, errorCode, baseOffset }) =>
    ({ partition: idOf(name(topic.name, topic.topicId), index), records: 0, offset: baseOffset < 0 ? null : baseOffset, error: errorOf(errorCode) })))
}

function fetchRequest(flight: Flight, name: Names): Carries {
  return requestOf(Fetch, flight).topics.flatMap(topic => topic.partitions.map(({ partition, fetchOffset }) =>
    ({ partition: idOf(name(topic.topic, topic.topicId), partition), records: 0, offset: fetchOffset, error: null })))
}

function fetchResponse(flight: Flight, name: Names): Carries {
  return responseOf(Fetch, flight).responses.flatMap(topic => topic.partitions.map(({ partitionIndex, errorCode, records }) =>
    ({ partition: idOf(name(topic.topic, topic.topicId), partitionIndex), records: recordsIn(records), offset: firstOffset(records), error: errorOf(errorCode) })))
}

const idOf = (topic: string, partition: number): PartitionId => `${topic}-${partition}`
const errorOf = (code: number): string | null => (code === 0 ? null : errorName(code))

/** It is in no metadata: it is what metadata is made of. */
const METADATA_TOPIC = '__cluster_metadata'

function topicNames({ topics }: MetadataView): Names {
  return (topic, id) => topic || (id === METADATA_TOPIC_ID ? METADATA_TOPIC : Object.keys(topics).find(name => topics[name]!.topicId === id) ?? id)
}

function requestOf<Q extends Fields, S extends Fields>(api: Api<Q, S>, flight: Flight): Request<Api<Q, S>> {
  const frame = withoutSize(frameBytes(flight))
  const { version, bodyAt } = decodeRequestHeader(api as unknown as Api, frame)
  return decodeRequestBody(api, version, frame, bodyAt)
}

const responseOf = <Q extends Fields, S extends Fields>(api: Api<Q, S>, flight: Flight): Response<Api<Q, S>> =>
  decodeResponse(api, flight.version, withoutSize(frameBytes(flight))).body

/** The frame with its length prefix, out of the chunks it was sent in. */
export const frameBytes = ({ chunks, bytes }: Flight): Bytes => cut(together(chunks), 0, bytes)

function recordsIn(records: Bytes | null): number {
  let count = 0
  if (records) for (const piece of wholeBatches(records)) for (const batch of batchesIn(piece)) count += batch.count
  return count
}

const firstOffset = (records: Bytes | null): number | null => (records && records.length > 0 ? baseOffsetAt(wholeBatches(records)[0]!, 0) : null)
