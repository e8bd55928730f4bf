import { DeleteRecords, DescribeProducers, Fetch, InitProducerId, ListOffsets, OffsetForLeaderEpoch, Produce } from '../../../protocol/apis/index.ts'
import { Errors } from '../../../protocol/errors.ts'
import { AT, crcOf } from '../../../protocol/records/batch.ts'
import { putInt32 } from '../../../protocol/records/ints.ts'
import { ZERO_UUID } from '../../../protocol/uuid.ts'
import { makeCodecs } from '../../../host/codecs.ts'
import { BatchBuilder, type BatchOptions } from '../../../protocol/records/builder.ts'
import { utf8Encode } from '../../../protocol/utf8.ts'
import { step, until, type Side, type Step } from './step.ts'

const codecs = await makeCodecs({ zstd: true })
/** Long ago, so that both clusters take it for the past. */
const FROM = 1_760_000_000_000

function batch(values: readonly string[], { keys = false, ...options }: BatchOptions & { keys?: boolean } = {}): Uint8Array {
  const builder = new BatchBuilder(options)
  values.forEach((value, i) => builder.append(FROM + i, keys ? utf8Encode(`k${i}`) : null, utf8Encode(value)))
  return builder.close(codecs).slice()
}

/** With four bytes changed, and the checksum right again if so asked. */
function spoilt(bytes: Uint8Array, at: number, value: number, isSealed = true): Uint8Array {
  putInt32(bytes, at, value)
  if (isSealed) putInt32(bytes, AT.crc, crcOf(bytes, 0, bytes.length))
  return bytes
}

const produce = (topic: string, index: number, records: Uint8Array | null, acks = -1) =>
  ({ acks, timeoutMs: 10_000, topicData: [{ name: topic, partitionData: [{ index, records }] }] })

const produceSteps: readonly Step[] = [
  step('three records', Produce, 9, produce('orders', 0, batch(['a', 'b', 'c']))),
  ...([3, 5, 7, 8, 10, 11, 12]).map(version => step('one record', Produce, version, produce('plain', 0, batch(['v'])))),
  step('by id', Produce, 13,
    ({ memo }: Side) => ({ acks: -1, timeoutMs: 10_000, topicData: [{ topicId: memo.get('orders')!, partitionData: [{ index: 0,
      records: batch(['d']) }] }] })),
  step('by an id nobody has', Produce, 13,
    { acks: -1, timeoutMs: 10_000, topicData: [{ topicId: 'ABCDEFGHIJKLMNOPQRSTUg', partitionData: [{ index: 0, records: batch(['d']) }] }] }),
  ...(['gzip', 'snappy', 'lz4', 'zstd'] as const).map(compression => step(compression, Produce, 9, produce('orders', 0, batch(['one', 'two'],
    { compression })))),
  step('acks=1', Produce, 9, produce('orders', 0, batch(['e']), 1)),
  step('acks=5', Produce, 9, produce('orders', 0, batch(['e']), 5)),
  step('unknown topic', Produce, 9, produce('no-such', 0, batch(['a']))),
  step('unknown partition', Produce, 9, produce('orders', 99, batch(['a']))),
  step('led by another', Produce, 9, produce('orders', 1, batch(['a']))),
  step('a wrong checksum', Produce, 9, produce('orders', 0, spoilt(batch(['a']), AT.crc, 1, false))),
  step('a count too large', Produce, 9, produce('orders', 0, spoilt(batch(['a']), AT.count, 7))),
  step('an offset delta too large', Produce, 9, produce('orders', 0, spoilt(batch(['a']), AT.lastOffsetDelta, 3))),
  step('a batch that is cut', Produce, 9, produce('orders', 0, batch(['abc']).subarray(0, 66))),
  step('two batches', Produce, 9, produce('orders', 0, Uint8Array.of(...batch(['a']), ...batch(['b'])))),
  step('no bytes', Produce, 9, produce('orders', 0, new Uint8Array(0))),
  step('a control batch', Produce, 9, produce('orders', 0, batch(['a'], { control: true }))),
  step('without a key, compacted', Produce, 9, produce('compacted', 0, batch(['a', 'b']))),
  step('with keys, compacted', Produce, 9, produce('compacted', 0, batch(['a', 'b'], { keys: true }))),
  step('too large', Produce, 9, produce('orders', 0, batch(['x'.repeat(1_100_000)]))),
  step('a producer\'s first', Produce, 9, produce('orders', 0, batch(['p0', 'p1'], { producerId: 77, producerEpoch: 0, baseSequence: 0 }))),
  step('the same again', Produce, 9, produce('orders', 0, batch(['p0', 'p1'], { producerId: 77, producerEpoch: 0, baseSequence: 0 }))),
  step('one left out', Produce, 9, produce('orders', 0, batch(['p9'], { producerId: 77, producerEpoch: 0, baseSequence: 9 }))),
  step('the next', Produce, 9, produce('orders', 0, batch(['p2'], { producerId: 77, producerEpoch: 0, baseSequence: 2 }))),
  step('a newer epoch', Produce, 9, produce('orders', 0, batch(['q0'], { producerId: 77, producerEpoch: 1, baseSequence: 0 }))),
  step('the older epoch', Produce, 9, produce('orders', 0, batch(['p3'], { producerId: 77, producerEpoch: 0, baseSequence: 3 }))),
  step('a stranger who begins in the middle', Produce, 9, produce('orders', 0, batch(['s5'], { producerId: 78, producerEpoch: 0, baseSequence: 5 }))),
]

interface FetchOptions {
  readonly partition?: number
  readonly maxBytes?: number
  readonly epoch?: number
  readonly topic?: string
  /** Id and epoch. */
  readonly session?: readonly [number, number]
}
const NO_SESSION = [0, -1] as const
const fetchOf = (
  fetchOffset: number, { partition = 0, maxBytes = 1_048_576, epoch = -1, topic = 'orders', session = NO_SESSION }: FetchOptions = {},
) => ({
  maxWaitMs: 0, minBytes: 0, maxBytes: 52_428_800, isolationLevel: 0, sessionId: session[0], sessionEpoch: session[1],
  topics: [{ topic, partitions: [{ partition, currentLeaderEpoch: epoch, fetchOffset, logStartOffset: -1, partitionMaxBytes: maxBytes }] }],
  forgottenTopicsData: [], rackId: '',
})
const byId = (offset: number, id: (side: Side) => string) => (side: Side) => {
  const { topics: [{ partitions }], ...rest } = fetchOf(offset) as ReturnType<typeof fetchOf> & { topics: [{ partitions: never[] }] }
  return { ...rest, topics: [{ topicId: id(side), partitions }] }
}

/** Batches come back as they were written: their bytes are compared. Followers may not have told the leader yet: high watermarks are not. */
const fetchSteps: readonly Step[] = [
  ...[4, 5, 7, 9, 11, 12].map(version => step('from the beginning', Fetch, version,
    fetchOf(0), { except: ['lastStableOffset', 'preferredReadReplica'] })),
  ...[13, 15, 16, 17].map(version => step('from the beginning, by id', Fetch, version,
    byId(0, ({ memo }) => memo.get('orders')!), { except: ['lastStableOffset'] })),
  step('by an id nobody has', Fetch, 13, byId(0, () => 'ABCDEFGHIJKLMNOPQRSTUg')),
  step('by no id', Fetch, 13, byId(0, () => ZERO_UUID)),
  step('from the middle of a batch', Fetch, 12, fetchOf(1), { except: ['lastStableOffset'] }),
  step('a byte at most', Fetch, 12, fetchOf(0, { maxBytes: 1 }), { except: ['lastStableOffset'] }),
  step('from the end', Fetch, 12, fetchOf(0, { topic: 'orders', partition: 0, maxBytes: 0 }), { except: ['lastStableOffset'] }),
  step('beyond the end', Fetch, 12, fetchOf(9_999), { except: ['lastStableOffset'] }),
  step('before the beginning', Fetch, 12, fetchOf(-5), { except: ['lastStableOffset'] }),
  step('unknown topic', Fetch, 12, fetchOf(0, { topic: 'no-such' })),
  step('unknown partition', Fetch, 12, fetchOf(0, { partition: 99 })),
  step('led by another', Fetch, 12, fetchOf(0, { partition: 1 }), { except: ['lastStableOffset', 'logStartOffset'] }),
  step('an epoch that is to come', Fetch, 12, fetchOf(0, { epoch: 99 })),
  step('a session nobody has', Fetch, 12, fetchOf(0, { session: [12_345, 3] })),
  step('a session to be begun', Fetch, 12, fetchOf(0, { session: [0, 0] }), { except: ['lastStableOffset'] }),
]

const offsets = (timestamp: number, { partition = 0, topic = 'orders', epoch = -1 } = {}) =>
  ({ replicaId: -1, isolationLevel: 0, topics: [{ name: topic, partitions: [{ partitionIndex: partition, currentLeaderEpoch: epoch, timestamp }] }] })

const offsetSteps: readonly Step[] = [
  ...[1, 2, 4, 6, 7, 8, 9, 10, 11].map(version => step('latest', ListOffsets, version, offsets(-1))),
  ...[-2, -3, -4, -5, -6].map(timestamp => step(`timestamp ${timestamp}`, ListOffsets, 11, offsets(timestamp))),
  step('a timestamp there is', ListOffsets, 8, offsets(FROM + 1)),
  step('a timestamp to come', ListOffsets, 8, offsets(FROM * 2)),
  step('a special timestamp, too old a version', ListOffsets, 6, offsets(-3)),
  step('unknown topic', ListOffsets, 8, offsets(-1, { topic: 'no-such' })),
  step('unknown partition', ListOffsets, 8, offsets(-1, { partition: 77 })),
  step('led by another', ListOffsets, 8, offsets(-1, { partition: 2 })),
  step('an epoch that is to come', ListOffsets, 8, offsets(-1, { epoch: 44 })),
  ...[0, 1, 9].map(leaderEpoch => step(`epoch ${leaderEpoch}`, OffsetForLeaderEpoch, 4,
    { topics: [{ topic: 'orders', partitions: [{ partition: 0, leaderEpoch }] }] })),
  step('unknown topic', OffsetForLeaderEpoch, 4, { topics: [{ topic: 'no-such', partitions: [{ partition: 0, leaderEpoch: 0 }] }] }),
  step('led by another', OffsetForLeaderEpoch, 4, { topics: [{ topic: 'orders', partitions: [{ partition: 1, leaderEpoch: 0 }] }] }),
]

/** A broker's first is told to come again: it has to get a block of them first. */
const producerId: Step = {
  name: 'InitProducerId v4: idempotent, at last', except: new Set(),
  async ask({ wire }) {
    let answer: unknown = null
    await until(async () => {
      answer = await wire.ask(1, InitProducerId, 4, { transactionalId: null, transactionTimeoutMs: 60_000 })
      return (answer as { errorCode: number }).errorCode !== Errors.COORDINATOR_LOAD_IN_PROGRESS
    }, 'a producer id')
    return answer
  },
}

const producerSteps: readonly Step[] = [
  producerId,
  step('idempotent, with an id that is none', InitProducerId, 4,
    { transactionalId: null, transactionTimeoutMs: 60_000, producerId: 5, producerEpoch: -1 }),
  step('of a partition', DescribeProducers, 0, { topics: [{ name: 'orders', partitionIndexes: [0] }] }),
  step('unknown topic', DescribeProducers, 0, { topics: [{ name: 'no-such', partitionIndexes: [0] }] }),
  step('led by another', DescribeProducers, 0, { topics: [{ name: 'orders', partitionIndexes: [1] }] }),
]

const deleted = (offset: number, { topic = 'orders', partitionIndex = 0 } = {}) =>
  ({ timeoutMs: 10_000, topics: [{ name: topic, partitions: [{ partitionIndex, offset }] }] })
const deletedSteps: readonly Step[] = [
  step('up to 2', DeleteRecords, 2, deleted(2)),
  step('beyond the end', DeleteRecords, 2, deleted(9_999)),
  step('a negative offset', DeleteRecords, 2, deleted(-7)),
  step('led by another', DeleteRecords, 2, deleted(1, { partitionIndex: 1 })),
  step('unknown topic', DeleteRecords, 2, deleted(1, { topic: 'no-such' })),
  step('of a compacted topic', DeleteRecords, 2, deleted(1, { topic: 'compacted' })),
  step('where the log begins then', ListOffsets, 8, offsets(-2)),
  step('before where it begins', Fetch, 12, fetchOf(0), { except: ['lastStableOffset'] }),
  step('all of it', DeleteRecords, 2, deleted(-1)),
]

export const recordSteps: readonly Step[] = [...produceSteps, ...fetchSteps, ...offsetSteps, ...producerSteps, ...deletedSteps]
