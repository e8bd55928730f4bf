import { api, array, int16, int32, int53, int8, string, uuid } from '../schema.ts'

/** Key 85. Writes the state of share-partitions (KIP-932). Source: WriteShareGroupStateRequest.json, WriteShareGroupStateResponse.json. */
export const WriteShareGroupState = api({
  key: 85, name: 'WriteShareGroupState', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      groupId: string('0+'),
      topics: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', {
          partition: int32('0+'),
          stateEpoch: int32('0+'),
          leaderEpoch: int32('0+'),
          startOffset: int53('0+'),
          deliveryCompleteCount: int32('1+', { default: -1, ignorable: true }),
          stateBatches: array('0+', { firstOffset: int53('0+'), lastOffset: int53('0+'), deliveryState: int8('0+'), deliveryCount: int16('0+') }),
        }),
      }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      results: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', { partition: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+', default: null }) }),
      }),
    },
  },
})
