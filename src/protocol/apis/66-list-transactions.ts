import { api, array, int16, int32, int53, string } from '../schema.ts'

/** Key 66. Lists the transactions a broker coordinates (KIP-664). Source: ListTransactionsRequest.json, ListTransactionsResponse.json. */
export const ListTransactions = api({
  key: 66, name: 'ListTransactions', listeners: ['broker'],
  request: {
    valid: '0-2', flexible: '0+',
    fields: {
      stateFilters: array('0+', 'string'),
      producerIdFilters: array('0+', 'int53'),
      durationFilter: int53('1+', { default: -1 }),
      transactionalIdPattern: string('2+', { nullable: '2+', default: null }),
    },
  },
  response: {
    valid: '0-2', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      unknownStateFilters: array('0+', 'string'),
      transactionStates: array('0+', { transactionalId: string('0+'), producerId: int53('0+'), transactionState: string('0+') }),
    },
  },
})
