import { api, array, int16, int32, string } from '../schema.ts'

/** Key 13. Leaves a classic group, one member or several (KIP-345). Source: LeaveGroupRequest.json, LeaveGroupResponse.json. */
export const LeaveGroup = api({
  key: 13, name: 'LeaveGroup', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '4+',
    fields: {
      groupId: string('0+'),
      memberId: string('0-2'),
      members: array('3+', {
        memberId: string('3+'),
        groupInstanceId: string('3+', { nullable: '3+', default: null }),
        reason: string('5+', { nullable: '5+', default: null, ignorable: true }),
      }),
    },
  },
  response: {
    valid: '0-5', flexible: '4+',
    fields: {
      throttleTimeMs: int32('1+', { ignorable: true }),
      errorCode: int16('0+'),
      members: array('3+', { memberId: string('3+'), groupInstanceId: string('3+', { nullable: '3+' }), errorCode: int16('3+') }),
    },
  },
})
