import { api, array, int16, int32, string, uuid } from '../schema.ts'

/**
 * Key 92. Deletes what a share group knows of topics (KIP-932).
 * Source: DeleteShareGroupOffsetsRequest.json, DeleteShareGroupOffsetsResponse.json.
 */
export const DeleteShareGroupOffsets = api({
  key: 92, name: 'DeleteShareGroupOffsets', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: { groupId: string('0+'), topics: array('0+', { topicName: string('0+') }) },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+', default: null }),
      responses: array('0+', {
        topicName: string('0+'),
        topicId: uuid('0+'),
        errorCode: int16('0+'),
        errorMessage: string('0+', { nullable: '0+', default: null }),
      }),
    },
  },
})
