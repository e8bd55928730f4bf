import { api, array, int16, int32, string } from '../schema.ts'

/** Key 47. Deletes committed offsets of topics a group no longer reads (KIP-496). Source: OffsetDeleteRequest.json, OffsetDeleteResponse.json. */
export const OffsetDelete = api({
  key: 47, name: 'OffsetDelete', listeners: ['broker'],
  request: {
    valid: '0', flexible: 'none',
    fields: { groupId: string('0+'), topics: array('0+', { name: string('0+'), partitions: array('0+', { partitionIndex: int32('0+') }) }) },
  },
  response: {
    valid: '0', flexible: 'none',
    fields: {
      errorCode: int16('0+'),
      throttleTimeMs: int32('0+', { ignorable: true }),
      topics: array('0+', { name: string('0+'), partitions: array('0+', { partitionIndex: int32('0+'), errorCode: int16('0+') }) }),
    },
  },
})
