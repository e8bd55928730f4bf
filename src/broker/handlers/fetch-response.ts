import type { Fetch } from '../../protocol/apis/01-fetch.ts'
import type { ReplyTo } from '../../net/handler.ts'
import { Errors } from '../../protocol/errors.ts'
import type { ResponseInput } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import type { Answered, Closed } from '../sessions/fetch-context.ts'
import { currentLeader, nodeEndpoints } from './current-leader.ts'

type Body = ResponseInput<typeof Fetch>

/** From v16 on, who does not lead says who does, with its address (KIP-951). Neighbouring partitions of a topic share its entry. */
export function fetchResponse(broker: Broker, { error, sessionId, said }: Closed, { version, listenerName }: ReplyTo, replicaId: number): Body {
  countOut(broker, said, replicaId)
  const responses: { topic: string; topicId: string; partitions: ReturnType<typeof partitionData>[] }[] = []
  const leaders: number[] = []
  for (const each of said) {
    const last = responses.at(-1), { topic, topicId } = each.info
    const same = last !== undefined && (version >= 13 ? last.topicId === topicId : last.topic === topic)
    const into = same ? last : { topic: topic ?? '', topicId, partitions: [] }
    if (!same) responses.push(into)
    into.partitions.push(partitionData(broker, each, version, leaders))
  }
  return { errorCode: error, sessionId, responses, nodeEndpoints: nodeEndpoints(broker, leaders, listenerName) }
}

/** What goes to followers is replication, what goes to consumers traffic of its topic (BrokerTopicStats.updateBytesOut). */
function countOut({ topicMetrics, node }: Broker, said: Closed['said'], replicaId: number): void {
  const at = node.env.now()
  for (const { info: { topic }, result: { records } } of said) {
    if (records.length === 0 || topic === null) continue
    if (replicaId >= 0) topicMetrics.markAll('ReplicationBytesOutPerSec', at, records.length)
    else topicMetrics.mark(topic, 'BytesOutPerSec', at, records.length)
  }
}

export const fetchErrorResponse = (error: number): Body => ({ errorCode: error, sessionId: 0, responses: [] })

function partitionData(broker: Broker, { info, result }: Answered, version: number, leaders: number[]) {
  const isMoved = result.error === Errors.NOT_LEADER_OR_FOLLOWER || result.error === Errors.FENCED_LEADER_EPOCH
  const leader = version >= 16 && isMoved && info.topic !== null ? currentLeader(broker, info.topic, info.partition) : undefined
  if (leader && leader.leaderId >= 0) leaders.push(leader.leaderId)
  return {
    partitionIndex: info.partition,
    errorCode: result.error,
    highWatermark: result.highWatermark,
    lastStableOffset: result.highWatermark,
    logStartOffset: result.logStartOffset,
    divergingEpoch: result.diverging ?? undefined,
    currentLeader: leader,
    abortedTransactions: result.known ? null : [],
    records: result.records,
  }
}
