import { handler } from '../../net/handler.ts'
import { OffsetForLeaderEpoch } from '../../protocol/apis/23-offset-for-leader-epoch.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { findCurrent } from '../replica/lookup.ts'

/**
 * Where a leader epoch ended: the largest known epoch at or below the asked one, and the offset after its last record (KIP-101,
 * KIP-279). Consumers ask to find out whether what they read was truncated (KIP-320).
 */
export const offsetForLeaderEpoch = (broker: Broker) => handler({
  api: OffsetForLeaderEpoch,
  handle: request => ({
    topics: request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(ask => {
        const { error, partition } = findCurrent(broker, topic, ask.partition, ask.currentLeaderEpoch, true)
        if (!partition) return failed(ask.partition, error)
        const end = partition.log.endOffsetForEpoch(ask.leaderEpoch)
        return { errorCode: Errors.NONE, partition: ask.partition, leaderEpoch: end.epoch, endOffset: end.endOffset }
      }),
    })),
  }),
  refuse: (request, error) => ({
    topics: request.topics.map(({ topic, partitions }) => ({ topic, partitions: partitions.map(ask => failed(ask.partition, error)) })),
  }),
})

const failed = (partition: number, errorCode: number) => ({ errorCode, partition, leaderEpoch: -1, endOffset: -1 })
