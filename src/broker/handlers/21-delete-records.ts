import { handler, later } from '../../net/handler.ts'
import { DeleteRecords } from '../../protocol/apis/21-delete-records.ts'
import { Errors } from '../../protocol/errors.ts'
import type { ResponseInput } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { parkDeleteRecords } from '../purgatory/delayed-delete-records.ts'
import { deleteRecords, type DeleteStatus } from '../replica/delete-records.ts'

/**
 * Moves where partitions begin, and answers when all living replicas have followed (KIP-107); -1 deletes all that is committed.
 * The answer tells the new beginning, the low watermark.
 */
export const deletesRecords = (broker: Broker) => handler({
  api: DeleteRecords,
  handle(request, { replyTo }) {
    const statuses = request.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, offset }) => deleteRecords(broker, name, partitionIndex, offset)))
    if (!statuses.some(status => status.waiting)) return deleteRecordsResponse(statuses)
    parkDeleteRecords(broker, { replyTo, statuses }, request.timeoutMs)
    return later
  },
  refuse: (request, errorCode) => ({
    topics: request.topics.map(({ name, partitions }) =>
      ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, lowWatermark: -1, errorCode })) })),
  }),
})

export function deleteRecordsResponse(statuses: readonly DeleteStatus[]): ResponseInput<typeof DeleteRecords> {
  const names = [...new Set(statuses.map(status => status.topic))]
  return {
    topics: names.map(name => ({
      name,
      partitions: statuses.filter(({ topic }) => topic === name).map(({ index, lowWatermark, error }) =>
        ({ partitionIndex: index, lowWatermark: error === Errors.NONE || error === Errors.REQUEST_TIMED_OUT ? lowWatermark : -1, errorCode: error })),
    })),
  }
}
