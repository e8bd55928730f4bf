import { api, array, int16, int32, string, struct, uuid } from '../schema.ts'

/**
 * Key 68. Joins, stays in and leaves a consumer group of the new protocol (KIP-848).
 * Source: ConsumerGroupHeartbeatRequest.json, ConsumerGroupHeartbeatResponse.json.
 */
export const ConsumerGroupHeartbeat = api({
  key: 68, name: 'ConsumerGroupHeartbeat', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      groupId: string('0+'),
      memberId: string('0+'),
      memberEpoch: int32('0+'),
      instanceId: string('0+', { nullable: '0+', default: null }),
      rackId: string('0+', { nullable: '0+', default: null }),
      rebalanceTimeoutMs: int32('0+', { default: -1 }),
      subscribedTopicNames: array('0+', 'string', { nullable: '0+', default: null }),
      subscribedTopicRegex: string('1+', { nullable: '1+', default: null }),
      serverAssignor: string('0+', { nullable: '0+', default: null }),
      topicPartitions: array('0+', { topicId: uuid('0+'), partitions: array('0+', 'int32') }, { nullable: '0+', default: null }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+', default: null }),
      memberId: string('0+', { nullable: '0+', default: null }),
      memberEpoch: int32('0+'),
      heartbeatIntervalMs: int32('0+'),
      assignment: struct('0+', {
        topicPartitions: array('0+', { topicId: uuid('0+'), partitions: array('0+', 'int32') }),
      }, { nullable: '0+', default: null }),
    },
  },
})
