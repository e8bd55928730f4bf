import { message, array, int16, int32, int53, int8, string } from '../schema.ts'

/*
 * What stands in `__transaction_state`: one transactional id, and where its transaction is (TransactionLog.java).
 */

/** Type 0. Source: TransactionLogKey.json. */
export const TransactionLogKey = message({
  name: 'TransactionLogKey', valid: '0', flexible: 'none',
  fields: { transactionalId: string('0+') },
})

/** Type 0. Source: TransactionLogValue.json. */
export const TransactionLogValue = message({
  name: 'TransactionLogValue', valid: '0-1', flexible: '1+',
  fields: {
    producerId: int53('0+'),
    previousProducerId: int53('1+', { tag: 0, tagged: '1+', default: -1 }),
    nextProducerId: int53('1+', { tag: 1, tagged: '1+', default: -1 }),
    producerEpoch: int16('0+'),
    nextProducerEpoch: int16('1+', { tag: 3, tagged: '1+', default: -1 }),
    transactionTimeoutMs: int32('0+'),
    transactionStatus: int8('0+'),
    transactionPartitions: array('0+', { topic: string('0+'), partitionIds: array('0+', 'int32') }, { nullable: '0+' }),
    transactionLastUpdateTimestampMs: int53('0+'),
    transactionStartTimestampMs: int53('0+'),
    clientTransactionVersion: int16('1+', { tag: 2, tagged: '1+' }),
  },
})
