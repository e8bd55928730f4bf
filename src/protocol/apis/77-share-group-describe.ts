import { api, array, bool, int16, int32, string, struct, uuid } from '../schema.ts'

/** Key 77. Describes share groups (KIP-932). Source: ShareGroupDescribeRequest.json, ShareGroupDescribeResponse.json. */
export const ShareGroupDescribe = api({
  key: 77, name: 'ShareGroupDescribe', listeners: ['broker'],
  request: {
    valid: '1', flexible: '1+',
    fields: { groupIds: array('1+', 'string'), includeAuthorizedOperations: bool('1+') },
  },
  response: {
    valid: '1', flexible: '1+',
    fields: {
      throttleTimeMs: int32('1+'),
      groups: array('1+', {
        errorCode: int16('1+'),
        errorMessage: string('1+', { nullable: '1+', default: null }),
        groupId: string('1+'),
        groupState: string('1+'),
        groupEpoch: int32('1+'),
        assignmentEpoch: int32('1+'),
        assignorName: string('1+'),
        members: array('1+', {
          memberId: string('1+'),
          rackId: string('1+', { nullable: '1+', default: null }),
          memberEpoch: int32('1+'),
          clientId: string('1+'),
          clientHost: string('1+'),
          subscribedTopicNames: array('1+', 'string'),
          assignment: struct('1+', {
            topicPartitions: array('1+', { topicId: uuid('1+'), topicName: string('1+'), partitions: array('1+', 'int32') }),
          }),
        }),
        authorizedOperations: int32('1+', { default: -2147483648 }),
      }),
    },
  },
})
