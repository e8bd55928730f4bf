import { api, int16, int32, string } from '../schema.ts'

/** Key 12. Keeps a classic member's session alive. Source: HeartbeatRequest.json, HeartbeatResponse.json. */
export const Heartbeat = api({
  key: 12, name: 'Heartbeat', listeners: ['broker'],
  request: {
    valid: '0-4', flexible: '4+',
    fields: {
      groupId: string('0+'),
      generationId: int32('0+'),
      memberId: string('0+'),
      groupInstanceId: string('3+', { nullable: '3+', default: null }),
    },
  },
  response: {
    valid: '0-4', flexible: '4+',
    fields: { throttleTimeMs: int32('1+', { ignorable: true }), errorCode: int16('0+') },
  },
})
