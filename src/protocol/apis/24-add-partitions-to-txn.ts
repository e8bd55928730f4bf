import { api, array, bool, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 24. Adds partitions to a transaction; from version 4 on brokers verify with it, for several at once (KIP-98, KIP-890).
 * Source: AddPartitionsToTxnRequest.json, AddPartitionsToTxnResponse.json.
 */
export const AddPartitionsToTxn = api({
  key: 24, name: 'AddPartitionsToTxn', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '3+',
    fields: {
      transactions: array('4+', {
        transactionalId: string('4+'),
        producerId: int53('4+'),
        producerEpoch: int16('4+'),
        verifyOnly: bool('4+'),
        topics: array('4+', { name: string('4+'), partitions: array('4+', 'int32') }),
      }),
      v3AndBelowTransactionalId: string('0-3'),
      v3AndBelowProducerId: int53('0-3'),
      v3AndBelowProducerEpoch: int16('0-3'),
      v3AndBelowTopics: array('0-3', { name: string('0-3'), partitions: array('0-3', 'int32') }),
    },
  },
  response: {
    valid: '0-5', flexible: '3+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('4+', { ignorable: true }),
      resultsByTransaction: array('4+', {
        transactionalId: string('4+'),
        topicResults: array('4+', {
          name: string('4+'),
          resultsByPartition: array('4+', { partitionIndex: int32('4+'), partitionErrorCode: int16('4+') }),
        }),
      }),
      resultsByTopicV3AndBelow: array('0-3', {
        name: string('0-3'),
        resultsByPartition: array('0-3', { partitionIndex: int32('0-3'), partitionErrorCode: int16('0-3') }),
      }),
    },
  },
})
