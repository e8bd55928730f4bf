import { handler } from '../../net/handler.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { fetchOffsets, type OffsetsAsk } from '../groups/fetch-offsets.ts'

/**
 * Where groups have read to. v2: all topics of a group, and an error for it; v5: leader epochs; v8: many groups at once (KIP-709);
 * v10: topics by id. No transaction is ever open here, so what is asked to be stable is.
 */
export const offsetFetch = (broker: Broker) => handler({
  api: OffsetFetch,
  handle(request, { version }) {
    if (version >= 8) return { groups: asksOf(broker, request, version).map(ask => groupAnswer(broker, ask)) }
    const topics = request.topics && request.topics.map(topic => ({ ...topic, topicId: '' }))
    const found = fetchOffsets(broker, { groupId: request.groupId, topics })
    if (found.error !== Errors.NONE) return singleRefusal(request, found.error, version)
    return { topics: found.topics.map(({ name, partitions }) => ({ name, partitions })) }
  },
  refuse: (request, error, version) => version >= 8
    ? { groups: request.groups.map(({ groupId }) => ({ groupId, errorCode: error })) } : singleRefusal(request, error, version),
})

type Ask = Request<typeof OffsetFetch>

const asksOf = (broker: Broker, request: Ask, version: number): OffsetsAsk[] => request.groups.map(({ groupId, topics }) => ({
  groupId,
  topics: topics && topics.map(({ name, topicId, partitionIndexes }) =>
    ({ name: version >= 10 ? broker.node.image().topicNames.get(topicId) ?? null : name, topicId, partitionIndexes })),
}))

function groupAnswer(broker: Broker, ask: OffsetsAsk) {
  const { error, topics } = fetchOffsets(broker, ask)
  return { groupId: ask.groupId, errorCode: error, topics: [...topics] }
}

/** v1 has no error but those of partitions. */
const singleRefusal = (request: Ask, errorCode: number, version: number) => version >= 2 ? { topics: [], errorCode } : {
  topics: (request.topics ?? []).map(({ name, partitionIndexes }) =>
    ({ name, partitions: partitionIndexes.map(partitionIndex => ({ partitionIndex, committedOffset: -1, metadata: '', errorCode })) })),
}
