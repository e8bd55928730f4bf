import type { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { NO_LEADER, type TopicImage } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { ApiError, Decision, Knowledge } from './deciding.ts'
import { electionIn } from './leader-and-isr.ts'

/* ElectLeaders (43): preferred (KIP-460) or unclean, for some partitions or, with none named, for all (then without those that need none). */

type Type = 'preferred' | 'unclean'
/** ElectionType on the wire; version 0 knows only preferred elections. */
const types: Readonly<Record<number, Type>> = { 0: 'preferred', 1: 'unclean' }

const messages = {
  notNeeded: { code: Errors.ELECTION_NOT_NEEDED, message: 'Leader election not needed for topic partition.' },
  preferred: { code: Errors.PREFERRED_LEADER_NOT_AVAILABLE, message: 'The preferred leader was not available.' },
  unclean: { code: Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE, message: 'Eligible topic partition leaders are not available.' },
} as const satisfies Record<string, ApiError>

export function electLeaders(knowledge: Knowledge, request: Request<typeof ElectLeaders>): Decision<ResponseInput<typeof ElectLeaders>> {
  const type = types[request.electionType]
  if (!type) return { records: [], response: refused(request, { code: Errors.INVALID_REQUEST, message: `Unknown election type ${request.electionType}` }) }
  const records: MetadataRecord[] = []
  const all = [...knowledge.image.topics.values()].map(({ name, partitions }) => ({ topic: name, partitions: partitions.map((_, index) => index) }))
  const replicaElectionResults = (request.topicPartitions ?? all).map(({ topic, partitions }) => ({
    topic,
    partitionResult: partitions.map(partitionId => ({ partitionId, ...result(electOne(knowledge, topic, partitionId, type, records)) }))
      .filter(each => request.topicPartitions !== null || each.errorCode !== Errors.ELECTION_NOT_NEEDED),
  }))
  return { records, response: { errorCode: Errors.NONE, replicaElectionResults } }
}

/** What is named is refused one by one as well (ElectLeadersRequest.getErrorResponse). */
const refused = ({ topicPartitions }: Request<typeof ElectLeaders>, error: ApiError): ResponseInput<typeof ElectLeaders> => ({
  errorCode: error.code,
  replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) =>
    ({ topic, partitionResult: partitions.map(partitionId => ({ partitionId, ...result(error) })) })),
})

const result = (error: ApiError | null): { errorCode: number; errorMessage: string | null } =>
  ({ errorCode: error?.code ?? Errors.NONE, errorMessage: error?.message ?? null })

function electOne(knowledge: Knowledge, name: string, index: number, type: Type, records: MetadataRecord[]): ApiError | null {
  const topic = knowledge.image.topics.get(name)
  if (!topic) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `No such topic as ${name}` }
  const partition = topic.partitions[index]
  if (!partition) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `No such partition as ${name}-${index}` }
  if (!isNeeded(topic, index, type)) return messages.notNeeded
  const change = electionIn(knowledge, { topic: name, topicId: topic.id, index, partition }, type)
  if (change.length === 0) return messages[type]
  records.push(...change)
  return null
}

function isNeeded({ partitions }: TopicImage, index: number, type: Type): boolean {
  const { leader, replicas } = partitions[index]!
  return type === 'preferred' ? leader !== replicas[0] : leader === NO_LEADER
}
