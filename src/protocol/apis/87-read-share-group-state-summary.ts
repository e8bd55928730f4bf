import { api, array, int16, int32, int53, string, uuid } from '../schema.ts'

/**
 * Key 87. Reads where share-partitions stand, without their batches (KIP-932).
 * Source: ReadShareGroupStateSummaryRequest.json, ReadShareGroupStateSummaryResponse.json.
 */
export const ReadShareGroupStateSummary = api({
  key: 87, name: 'ReadShareGroupStateSummary', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      groupId: string('0+'),
      topics: array('0+', { topicId: uuid('0+'), partitions: array('0+', { partition: int32('0+'), leaderEpoch: int32('0+') }) }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      results: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', {
          partition: int32('0+'),
          errorCode: int16('0+'),
          errorMessage: string('0+', { nullable: '0+', default: null }),
          stateEpoch: int32('0+'),
          leaderEpoch: int32('0+'),
          startOffset: int53('0+'),
          deliveryCompleteCount: int32('1+', { default: -1, ignorable: true }),
        }),
      }),
    },
  },
})
