import { CreatePartitions } from '../../protocol/apis/37-create-partitions.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { single, type Outcome } from './operation.ts'

export interface CreatePartitionsCommand {
  readonly do: 'createPartitions'
  /** How many each topic is to have then; brokers of the new ones where they are to be chosen. */
  readonly topics: readonly { readonly name: string; readonly count: number; readonly assignments?: readonly (readonly number[])[] }[]
  readonly validateOnly?: boolean
}
export interface WidenedTopic extends Outcome { readonly name: string }

export const createPartitions = single<CreatePartitionsCommand, WidenedTopic[], typeof CreatePartitions.request.fields, typeof CreatePartitions.response.fields>({
  api: CreatePartitions,
  whom: () => ({ to: 'controller' }),
  request: ({ topics, validateOnly = false }) => ({
    validateOnly, timeoutMs: 30_000,
    topics: topics.map(({ name, count, assignments }) => ({ name, count, assignments: assignments?.map(brokerIds => ({ brokerIds })) ?? null })),
  }),
  read: ({ results }) => results.some(result => result.errorCode === Errors.NOT_CONTROLLER) ? Errors.NOT_CONTROLLER
    : results.map(({ name, errorCode, errorMessage }) => ({ name, ...outcomeOf(errorCode, errorMessage) })),
})
