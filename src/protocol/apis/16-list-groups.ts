import { api, array, int16, int32, string } from '../schema.ts'

/** Key 16. Lists the groups a broker coordinates. Source: ListGroupsRequest.json, ListGroupsResponse.json. */
export const ListGroups = api({
  key: 16, name: 'ListGroups', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '3+',
    fields: { statesFilter: array('4+', 'string'), typesFilter: array('5+', 'string') },
  },
  response: {
    valid: '0-5', flexible: '3+',
    fields: {
      throttleTimeMs: int32('1+', { ignorable: true }),
      errorCode: int16('0+'),
      groups: array('0+', {
        groupId: string('0+'),
        protocolType: string('0+'),
        groupState: string('4+', { ignorable: true }),
        groupType: string('5+', { ignorable: true }),
      }),
    },
  },
})
