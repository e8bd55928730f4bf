import { api, array, int16, int32, string, struct, uuid } from '../schema.ts'

/** Key 76. Joins, stays in and leaves a share group (KIP-932). Source: ShareGroupHeartbeatRequest.json, ShareGroupHeartbeatResponse.json. */
export const ShareGroupHeartbeat = api({
  key: 76, name: 'ShareGroupHeartbeat', listeners: ['broker'],
  request: {
    valid: '1', flexible: '1+',
    fields: {
      groupId: string('1+'),
      memberId: string('1+'),
      memberEpoch: int32('1+'),
      rackId: string('1+', { nullable: '1+', default: null }),
      subscribedTopicNames: array('1+', 'string', { nullable: '1+', default: null }),
    },
  },
  response: {
    valid: '1', flexible: '1+',
    fields: {
      throttleTimeMs: int32('1+'),
      errorCode: int16('1+'),
      errorMessage: string('1+', { nullable: '1+', default: null }),
      memberId: string('1+', { nullable: '1+', default: null }),
      memberEpoch: int32('1+'),
      heartbeatIntervalMs: int32('1+'),
      assignment: struct('1+', {
        topicPartitions: array('1+', { topicId: uuid('1+'), partitions: array('1+', 'int32') }),
      }, { nullable: '1+', default: null }),
    },
  },
})
