import { api, array, int16, int32, int53, string } from '../schema.ts'

/** Key 61. Producers with state on a partition's leader (KIP-664). Source: DescribeProducersRequest.json, DescribeProducersResponse.json. */
export const DescribeProducers = api({
  key: 61, name: 'DescribeProducers', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: { topics: array('0+', { name: string('0+'), partitionIndexes: array('0+', 'int32') }) },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', {
          partitionIndex: int32('0+'),
          errorCode: int16('0+'),
          errorMessage: string('0+', { nullable: '0+', default: null }),
          activeProducers: array('0+', {
            producerId: int53('0+'),
            producerEpoch: int32('0+'),
            lastSequence: int32('0+', { default: -1 }),
            lastTimestamp: int53('0+', { default: -1 }),
            coordinatorEpoch: int32('0+'),
            currentTxnStartOffset: int53('0+', { default: -1 }),
          }),
        }),
      }),
    },
  },
})
