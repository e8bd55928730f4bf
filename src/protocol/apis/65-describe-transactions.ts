import { api, array, int16, int32, int53, string } from '../schema.ts'

/** Key 65. Describes transactions by transactional id (KIP-664). Source: DescribeTransactionsRequest.json, DescribeTransactionsResponse.json. */
export const DescribeTransactions = api({
  key: 65, name: 'DescribeTransactions', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: { transactionalIds: array('0+', 'string') },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      transactionStates: array('0+', {
        errorCode: int16('0+'),
        transactionalId: string('0+'),
        transactionState: string('0+'),
        transactionTimeoutMs: int32('0+'),
        transactionStartTimeMs: int53('0+'),
        producerId: int53('0+'),
        producerEpoch: int16('0+'),
        topics: array('0+', { topic: string('0+'), partitions: array('0+', 'int32') }),
      }),
    },
  },
})
