import type { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { ZERO_UUID } from '../protocol/uuid.ts'
import { record } from '../metadata/records.ts'
import type { Decision, Knowledge } from './deciding.ts'

/* DeleteTopics (20): by name, and since v6 by id (KIP-516). ControllerApis.deleteTopics says what is wrong with a request. */

interface Wanted { readonly name: string | null; readonly topicId: string }
type Result = NonNullable<ResponseInput<typeof DeleteTopics>['responses']>[number]

const messages: Readonly<Record<number, string>> = {
  [Errors.UNKNOWN_TOPIC_OR_PARTITION]: 'This server does not host this topic-partition.',
  [Errors.UNKNOWN_TOPIC_ID]: 'This server does not host this topic ID.',
  [Errors.TOPIC_DELETION_DISABLED]: 'Topic deletion is disabled.',
}

export function deleteTopics(knowledge: Knowledge, request: Request<typeof DeleteTopics>): Decision<ResponseInput<typeof DeleteTopics>> {
  const wanted: Wanted[] = [...request.topicNames.map(name => ({ name, topicId: ZERO_UUID })), ...request.topics]
  if (!knowledge.configs.broker().boolean('delete.topic.enable')) {
    return { records: [], response: { responses: wanted.map(each => refused(each, Errors.TOPIC_DELETION_DISABLED)) } }
  }
  const results = withoutRepetition(wanted).map(each => decide(knowledge, each, wanted))
  const ids = results.filter(result => result.errorCode === Errors.NONE).map(result => result.topicId!)
  return { records: ids.map(topicId => record('RemoveTopicRecord', { topicId })), response: { responses: results } }
}

const withoutRepetition = (wanted: readonly Wanted[]): Wanted[] =>
  wanted.filter((each, at) => wanted.findIndex(other => sameTopic(each, other)) === at)
const sameTopic = (a: Wanted, b: Wanted): boolean => a.name === b.name && a.topicId === b.topicId

const refused = ({ name, topicId }: Wanted, errorCode: number, errorMessage = messages[errorCode] ?? null): Result =>
  ({ name, topicId, errorCode, errorMessage })

function decide({ image }: Knowledge, wanted: Wanted, all: readonly Wanted[]): Result {
  const { name, topicId } = wanted
  const hasId = topicId !== ZERO_UUID
  if (name !== null && hasId) return refused(wanted, Errors.INVALID_REQUEST, 'You may not specify both topic name and topic id.')
  if (name === null && !hasId) return refused(wanted, Errors.INVALID_REQUEST, 'Neither topic name nor id were specified.')
  if (all.filter(other => sameTopic(other, wanted)).length > 1) {
    return refused(wanted, Errors.INVALID_REQUEST, name !== null ? 'Duplicate topic name.' : 'Duplicate topic id.')
  }
  const found = name !== null ? image.topics.get(name) : image.topics.get(image.topicNames.get(topicId) ?? '')
  if (!found) return refused(wanted, name !== null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID)
  return { name: found.name, topicId: found.id, errorCode: Errors.NONE, errorMessage: null }
}
