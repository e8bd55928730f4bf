import { DeleteTopics } from '../../protocol/apis/20-delete-topics.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { single, type Outcome } from './operation.ts'

export interface DeleteTopicsCommand { readonly do: 'deleteTopics'; readonly topics: readonly string[] }
export interface DeletedTopic extends Outcome { readonly name: string }

export const deleteTopics = single<DeleteTopicsCommand, DeletedTopic[], typeof DeleteTopics.request.fields, typeof DeleteTopics.response.fields>({
  api: DeleteTopics,
  whom: () => ({ to: 'controller' }),
  request: ({ topics }) => ({ topics: topics.map(name => ({ name })), topicNames: topics, timeoutMs: 30_000 }),
  read: ({ responses }) => responses.some(topic => topic.errorCode === Errors.NOT_CONTROLLER) ? Errors.NOT_CONTROLLER
    : responses.map(({ name, errorCode, errorMessage }) => ({ name: name ?? '', ...outcomeOf(errorCode, errorMessage) })),
})
