import { api, array, int16, int32, int53, string } from '../schema.ts'

/** Key 21. Moves the log start offset of partitions forward (KIP-107). Source: DeleteRecordsRequest.json, DeleteRecordsResponse.json. */
export const DeleteRecords = api({
  key: 21, name: 'DeleteRecords', listeners: ['broker'],
  request: {
    valid: '0-2', flexible: '2+',
    fields: {
      topics: array('0+', { name: string('0+'), partitions: array('0+', { partitionIndex: int32('0+'), offset: int53('0+') }) }),
      timeoutMs: int32('0+'),
    },
  },
  response: {
    valid: '0-2', flexible: '2+',
    fields: {
      throttleTimeMs: int32('0+'),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', { partitionIndex: int32('0+'), lowWatermark: int53('0+'), errorCode: int16('0+') }),
      }),
    },
  },
})
