import { api, array, int16, int32, int53, string, uuid } from '../schema.ts'

/**
 * Key 83. The group coordinator sets up the state of share-partitions (KIP-932).
 * Source: InitializeShareGroupStateRequest.json, InitializeShareGroupStateResponse.json.
 */
export const InitializeShareGroupState = api({
  key: 83, name: 'InitializeShareGroupState', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      groupId: string('0+'),
      topics: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', { partition: int32('0+'), stateEpoch: int32('0+'), startOffset: int53('0+') }),
      }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      results: array('0+', {
        topicId: uuid('0+'),
        partitions: array('0+', { partition: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+', default: null }) }),
      }),
    },
  },
})
