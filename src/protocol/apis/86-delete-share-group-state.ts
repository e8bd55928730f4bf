import { api, array, int16, int32, string, uuid } from '../schema.ts'

/** Key 86. Deletes the state of share-partitions (KIP-932). Source: DeleteShareGroupStateRequest.json, DeleteShareGroupStateResponse.json. */
export const DeleteShareGroupState = api({
  key: 86, name: 'DeleteShareGroupState', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: { groupId: string('0+'), topics: array('0+', { topicId: uuid('0+'), partitions: array('0+', { partition: int32('0+') }) }) },
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
