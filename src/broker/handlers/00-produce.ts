import { joined, type Bytes } from '../../env/bytes.ts'
import type { RequestContext } from '../../net/handler.ts'
import { handler, hangUp, later, noAnswer } from '../../net/handler.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import type { Request } from '../../protocol/schema.ts'
import { log, tell, type Broker } from '../context.ts'
import { isInternalTopic, partitionOf, topicIdOf } from '../images.ts'
import { isProduceComplete, parkProduce } from '../purgatory/delayed-produce.ts'
import { appendToLeader, refused, type Appended, type Refused } from '../replica/append.ts'
import { findReplica } from '../replica/lookup.ts'
import { failedProduce, produceResponse, type ProduceStatus } from './produce-response.ts'
import { framingFault, isTransactional, recordsFault } from './validate-records.ts'

/**
 * Appends one batch to each partition named. acks=1 answers when it is in the leader's log, acks=all when the in-sync replicas
 * have it, acks=0 never: there an error closes the connection. v10: the new leader's address (KIP-951). v13: topics by id (KIP-516).
 */
export const produce = (broker: Broker) => handler({
  api: Produce,
  handle(request, context) {
    const fault = requestFault(request)
    if (fault) return request.acks === 0 ? hangUp : refusal(request, fault.error, fault.message)
    const statuses = appendAll(broker, request, context)
    if (request.acks === 0) return acksNone(broker, statuses, context)
    if (isProduceComplete(broker, statuses)) return produceResponse(broker, statuses, context.replyTo)
    parkProduce(broker, { replyTo: context.replyTo, statuses }, request.timeoutMs)
    return later
  },
  refuse: (request, error) => request.acks === 0 ? hangUp : refusal(request, error, null),
})

type Ask = Request<typeof Produce>
const NO_RECORDS = new Uint8Array(0)
const recordsOf = ({ records }: { records: Bytes | null }): Uint8Array => joined(records ?? NO_RECORDS)

const refusal = (request: Ask, error: number, message: string | null) => ({
  responses: request.topicData.map(topic => ({
    name: topic.name, topicId: topic.topicId,
    partitionResponses: topic.partitionData.map(({ index }) => ({ index, errorCode: error, baseOffset: -1, errorMessage: message })),
  })),
})

/** Nobody is let into a transaction by an id it does not give (RequestUtils.hasTransactionalRecords, then authorization). */
function requestFault(request: Ask): { error: number; message: string | null } | null {
  for (const topic of request.topicData) for (const each of topic.partitionData) {
    const records = recordsOf(each), fault = framingFault(records)
    if (fault) return fault
    if (isTransactional(records)) {
      return request.transactionalId === null ? { error: Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, message: null } : null
    }
  }
  return null
}

function appendAll(broker: Broker, request: Ask, context: RequestContext): ProduceStatus[] {
  const { topicNames } = broker.node.image(), statuses: ProduceStatus[] = []
  for (const { name: said, topicId, partitionData } of request.topicData) {
    const topic = context.version >= 13 ? topicNames.get(topicId) : said
    for (const each of partitionData) statuses.push(topic === undefined
      ? failedProduce('', topicId, each.index, Errors.UNKNOWN_TOPIC_ID)
      : produceOne(broker, { topic, topicId, index: each.index }, recordsOf(each), request, context))
  }
  return statuses
}

const produceOne = (broker: Broker, at: At, records: Uint8Array, request: Ask, context: RequestContext): ProduceStatus =>
  statusOf(at, request.acks, appendOne(broker, at, records, request, context))

interface At { topic: string; topicId: string; index: number }

function appendOne(broker: Broker, { topic, index }: At, records: Uint8Array, request: Ask, context: RequestContext): Appended | Refused {
  if (!partitionOf(broker.node.image(), topic, index)) return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION)
  const fault = recordsFault(records, context.version)
  if (fault !== Errors.NONE) return refused(fault)
  if (request.acks < -1 || request.acks > 1) return refused(Errors.INVALID_REQUIRED_ACKS)
  if (isInternalTopic(topic) && context.clientId !== '__admin_client') return refused(Errors.INVALID_TOPIC_EXCEPTION)
  const { error, partition } = findReplica(broker, topic, index)
  if (!partition) return refused(error)
  // No transactional id has an ongoing transaction here, so no partition was ever added to one (KIP-890).
  if (isTransactional(records)) return refused(context.version > 10 ? Errors.TRANSACTION_ABORTABLE : Errors.INVALID_TXN_STATE)
  const result = appendToLeader(broker, partition, records, request.acks, 'client')
  if (result.ok) tellProduced(broker, partition.id, result, context)
  return result
}

function tellProduced(broker: Broker, partition: `${string}-${number}`, result: Appended, context: RequestContext): void {
  tell(broker, {
    is: 'produce.appended', connection: context.connection, correlation: context.replyTo.correlation, broker: broker.node.nodeId, partition,
    epoch: result.epoch, offsets: { from: result.firstOffset, to: result.lastOffset }, duplicate: result.duplicate,
  })
}

function statusOf(at: At, acks: number, result: Appended | Refused): ProduceStatus {
  if (!result.ok) {
    const { error, logStartOffset, message, recordErrors } = result
    return { ...failedProduce(at.topic, at.topicId, at.index, error), logStartOffset, message, recordErrors }
  }
  return {
    topic: at.topic, topicId: at.topicId, index: at.index, waiting: acks === -1 ? 'replicas' : 'flush', requiredOffset: result.lastOffset + 1,
    error: Errors.NONE, baseOffset: result.firstOffset,
    logAppendTimeMs: result.logAppendTime, logStartOffset: result.logStartOffset, message: null, recordErrors: NO_ERRORS,
  }
}
const NO_ERRORS: ProduceStatus['recordErrors'] = []

function acksNone(broker: Broker, statuses: readonly ProduceStatus[], context: RequestContext): typeof noAnswer | typeof hangUp {
  const failed = statuses.filter(status => status.error !== Errors.NONE)
  if (failed.length === 0) return noAnswer
  log(broker, 'INFO', 'kafka.server.KafkaApis', `[KafkaApi-${broker.node.nodeId}] Closing connection due to error during produce request with `
    + `correlation id ${context.replyTo.correlation} from client id ${context.clientId} with ack=0\n`
    + `Topic and partition to exceptions: ${failed.map(each => exceptionOf(broker, each)).join(', ')}`)
  return hangUp
}

const exceptionOf = (broker: Broker, { topic, topicId, index, error }: ProduceStatus): string =>
  `${topicIdOf(broker.node.image(), topic) ?? topicId}:${topic}-${index} -> ${exceptionName(error)}`
