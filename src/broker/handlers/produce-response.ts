import type { Produce } from '../../protocol/apis/00-produce.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Errors } from '../../protocol/errors.ts'
import type { ResponseInput } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { currentLeader, nodeEndpoints } from './current-leader.ts'

/** What became of one partition of a Produce request, so far. Plain data: it waits in the purgatory. */
export interface ProduceStatus {
  readonly topic: string
  readonly topicId: string
  readonly index: number
  /**
   * Appended, and waits for the high watermark to reach `requiredOffset` (acks=all), or only for a flush that the append itself
   * waits for (`flush.messages`).
   */
  waiting: 'replicas' | 'flush' | null
  readonly requiredOffset: number
  error: number
  readonly baseOffset: number
  readonly logAppendTimeMs: number
  readonly logStartOffset: number
  readonly message: string | null
  readonly recordErrors: readonly { index: number; message: string | null }[]
}

export const failedProduce = (topic: string, topicId: string, index: number, error: number): ProduceStatus => ({
  topic, topicId, index, waiting: null, requiredOffset: -1, error,
  baseOffset: -1, logAppendTimeMs: -1, logStartOffset: -1, message: null, recordErrors: [],
})

/** From v10 on, who does not lead says who does, with its address (KIP-951). */
export function produceResponse(
  broker: Broker, statuses: readonly ProduceStatus[], { version, listenerName }: ReplyTo,
): ResponseInput<typeof Produce> {
  const topics = new Map<string, { name: string; topicId: string; partitionResponses: ReturnType<typeof partitionResponse>[] }>()
  const leaders: number[] = []
  for (const status of statuses) {
    const key = version >= 13 ? status.topicId : status.topic
    const topic = topics.get(key) ?? { name: status.topic, topicId: status.topicId, partitionResponses: [] }
    topics.set(key, topic)
    topic.partitionResponses.push(partitionResponse(broker, status, version, leaders))
  }
  return { responses: [...topics.values()], nodeEndpoints: nodeEndpoints(broker, leaders, listenerName) }
}

const NO_ERRORS: readonly { batchIndex: number; batchIndexErrorMessage: string | null }[] = []

function partitionResponse(broker: Broker, status: ProduceStatus, version: number, leaders: number[]) {
  const leader = version >= 10 && status.error === Errors.NOT_LEADER_OR_FOLLOWER ? currentLeader(broker, status.topic, status.index) : undefined
  if (leader && leader.leaderId >= 0) leaders.push(leader.leaderId)
  return {
    index: status.index,
    errorCode: status.error,
    baseOffset: status.baseOffset,
    logAppendTimeMs: status.logAppendTimeMs,
    logStartOffset: status.logStartOffset,
    recordErrors: status.recordErrors.length === 0 ? NO_ERRORS
      : status.recordErrors.map(each => ({ batchIndex: each.index, batchIndexErrorMessage: each.message })),
    errorMessage: status.message,
    currentLeader: leader,
  }
}
