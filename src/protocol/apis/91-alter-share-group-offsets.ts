import { api, array, int16, int32, int53, string, uuid } from '../schema.ts'

/** Key 91. Moves where a share group stands (KIP-932). Source: AlterShareGroupOffsetsRequest.json, AlterShareGroupOffsetsResponse.json. */
export const AlterShareGroupOffsets = api({
  key: 91, name: 'AlterShareGroupOffsets', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      groupId: string('0+'),
      topics: array('0+', { topicName: string('0+'), partitions: array('0+', { partitionIndex: int32('0+'), startOffset: int53('0+') }) }),
    },
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
        partitions: array('0+', {
          partitionIndex: int32('0+'),
          errorCode: int16('0+'),
          errorMessage: string('0+', { nullable: '0+', default: null }),
        }),
      }),
    },
  },
})
