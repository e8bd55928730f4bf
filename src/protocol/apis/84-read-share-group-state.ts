import { api, array, int16, int32, int53, int8, string, uuid } from '../schema.ts'

/** Key 84. Reads the state of share-partitions (KIP-932). Source: ReadShareGroupStateRequest.json, ReadShareGroupStateResponse.json. */
export const ReadShareGroupState = api({
  key: 84, name: 'ReadShareGroupState', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      groupId: string('0+'),
      topics: array('0+', { topicId: uuid('0+'), partitions: array('0+', { partition: int32('0+'), leaderEpoch: int32('0+') }) }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      results: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', {
          partition: int32('0+'),
          errorCode: int16('0+'),
          errorMessage: string('0+', { nullable: '0+', default: null }),
          stateEpoch: int32('0+'),
          startOffset: int53('0+'),
          stateBatches: array('0+', { firstOffset: int53('0+'), lastOffset: int53('0+'), deliveryState: int8('0+'), deliveryCount: int16('0+') }),
        }),
      }),
    },
  },
})
