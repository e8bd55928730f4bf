import { describe, expect, test } from 'vitest'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import { codecOf } from '../../protocol/codec.ts'
import { errorName } from '../../protocol/errors.ts'
import { Reader } from '../../protocol/reader.ts'
import type { RequestInput } from '../../protocol/schema.ts'
import { METADATA_TOPIC_ID, ZERO_UUID } from '../../protocol/uuid.ts'
import { Writer } from '../../protocol/writer.ts'
import { open } from '../../testing/log-fixture.ts'
import { MemoryDisk } from '../../testing/memory-disk.ts'
import { recordBatch } from '../batches.ts'
import { record } from '../records.ts'
import { answerFetch, hasNews, quorumFetch, type FetchAnswer, type FetchRequest, type Leading } from './fetch.ts'

type Asked = NonNullable<NonNullable<RequestInput<typeof Fetch>['topics']>[number]['partitions']>[number]

function fetching(partition: Asked, change: { clusterId?: string; topicId?: string } = {}): FetchRequest {
  const writer = new Writer()
  codecOf(Fetch.request, 18).write(writer, {
    clusterId: change.clusterId ?? 'cluster', maxWaitMs: 500, topics: [{ topicId: change.topicId ?? METADATA_TOPIC_ID, partitions: [partition] }],
  })
  return codecOf(Fetch.request, 18).read(new Reader(writer.done())) as FetchRequest
}

/** A leader of epoch 3, whose log has five no-ops of epoch 1 and four of epoch 3, all committed but the last. */
function leading(): Leading {
  const log = open(new MemoryDisk())
  for (const epoch of [1, 1, 1, 1, 1, 3, 3, 3, 3]) log.appendAsLeader(recordBatch([record('NoOpRecord', {})], 0), { epoch, now: 0, origin: 'raft' })
  return { log, clusterId: 'cluster', leaderId: 100, epoch: 3, highWatermark: 8 }
}
const answer = (asked: Asked, leader = leading()): FetchAnswer => answerFetch(fetching(asked).topics[0]!.partitions[0]!, leader, 1_000_000)
const first = (answered: FetchAnswer) => answered.responses![0]!.partitions![0]!

/* KIP-595: the leader of the quorum answers fetches of voters and observers alike. */
describe('a fetch of the metadata log', () => {
  test('brings everything from the asked offset on, and how much of it is committed', () => {
    const partition = first(answer({ currentLeaderEpoch: 3, fetchOffset: 5, lastFetchedEpoch: 1 }))
    expect({ bytes: partition.records!.length, highWatermark: partition.highWatermark, errorCode: partition.errorCode }).toEqual({ bytes: 4 * 72, highWatermark: 8, errorCode: undefined })
  })

  test.each([[2, 'FENCED_LEADER_EPOCH'], [4, 'UNKNOWN_LEADER_EPOCH']])('in epoch %i is answered %s, and told who leads', (currentLeaderEpoch, error) => {
    const partition = first(answer({ currentLeaderEpoch, fetchOffset: 0 }))
    expect(errorName(partition.errorCode!)).toBe(error)
    expect(partition.currentLeader).toEqual({ leaderId: 100, leaderEpoch: 3 })
  })

  test.each([
    ['wrote on in an epoch the leader never saw', { fetchOffset: 8, lastFetchedEpoch: 2 }, { epoch: 1, endOffset: 5 }],
    ['kept more of an epoch than the leader has', { fetchOffset: 7, lastFetchedEpoch: 1 }, { epoch: 1, endOffset: 5 }],
    ['is longer than the leader', { fetchOffset: 12, lastFetchedEpoch: 3 }, { epoch: 3, endOffset: 9 }],
  ])('of a log that %s is told where they part', (_, asked, divergingEpoch) => {
    const partition = first(answer({ currentLeaderEpoch: 3, ...asked }))
    expect(partition.divergingEpoch).toEqual(divergingEpoch)
    expect(partition.records).toHaveLength(0)
  })

  test('waits at the end of the log, unless the high watermark is news (KIP-1166)', () => {
    const at = (highWatermark: bigint) => hasNews(fetching({ currentLeaderEpoch: 3, fetchOffset: 9, lastFetchedEpoch: 3, highWatermark }).topics[0]!.partitions[0]!, leading())
    expect([at(7n), at(8n)]).toEqual([true, false])
  })

  test('is refused as a whole by another cluster, and for another topic', () => {
    const refused = (change: { clusterId?: string; topicId?: string }) => errorName(quorumFetch(fetching({}, change), 'cluster') as number)
    expect([refused({ clusterId: 'another' }), refused({ topicId: ZERO_UUID })]).toEqual(['INCONSISTENT_CLUSTER_ID', 'UNKNOWN_TOPIC_ID'])
  })
})
