import { handler } from '../../net/handler.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { commitOffset } from '../groups/commit.ts'

/**
 * Stores where a group has read to. v2–4 bring a retention of their own (KIP-211 took it away); v6: leader epochs (KIP-320); v7:
 * static members (KIP-345); v10: topics by id.
 */
export const offsetCommit = (broker: Broker) => handler({
  api: OffsetCommit,
  handle: (request, context) => answering<typeof OffsetCommit>(broker, context.replyTo, () => commitOffset(broker, request, context)),
  refuse: (request, errorCode) => ({
    topics: request.topics.map(({ name, topicId, partitions }) => ({
      name, topicId, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    })),
  }),
})
