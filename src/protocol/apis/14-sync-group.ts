import { api, array, bytes, int16, int32, string } from '../schema.ts'

/** Key 14. Hands the leader's assignment to the coordinator, and each member its own. Source: SyncGroupRequest.json, SyncGroupResponse.json. */
export const SyncGroup = api({
  key: 14, name: 'SyncGroup', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '4+',
    fields: {
      groupId: string('0+'),
      generationId: int32('0+'),
      memberId: string('0+'),
      groupInstanceId: string('3+', { nullable: '3+', default: null }),
      protocolType: string('5+', { nullable: '5+', default: null, ignorable: true }),
      protocolName: string('5+', { nullable: '5+', default: null, ignorable: true }),
      assignments: array('0+', { memberId: string('0+'), assignment: bytes('0+') }),
    },
  },
  response: {
    valid: '0-5', flexible: '4+',
    fields: {
      throttleTimeMs: int32('1+', { ignorable: true }),
      errorCode: int16('0+'),
      protocolType: string('5+', { nullable: '5+', default: null, ignorable: true }),
      protocolName: string('5+', { nullable: '5+', default: null, ignorable: true }),
      assignment: bytes('0+'),
    },
  },
})
