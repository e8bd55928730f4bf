import { api, array, int16, int32, string } from '../schema.ts'

/** Key 42. Deletes groups that have no members (KIP-229). Source: DeleteGroupsRequest.json, DeleteGroupsResponse.json. */
export const DeleteGroups = api({
  key: 42, name: 'DeleteGroups', listeners: ['broker'],
  request: {
    valid: '0-2', flexible: '2+',
    fields: { groupsNames: array('0+', 'string') },
  },
  response: {
    valid: '0-2', flexible: '2+',
    fields: { throttleTimeMs: int32('0+'), results: array('0+', { groupId: string('0+'), errorCode: int16('0+') }) },
  },
})
