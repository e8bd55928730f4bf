import { api, array, bool, int16, int32, string, struct, uuid } from '../schema.ts'

/**
 * Key 75. Describes topics partition by partition, in pages (KIP-966).
 * Source: DescribeTopicPartitionsRequest.json, DescribeTopicPartitionsResponse.json.
 */
export const DescribeTopicPartitions = api({
  key: 75, name: 'DescribeTopicPartitions', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      topics: array('0+', { name: string('0+') }),
      responsePartitionLimit: int32('0+', { default: 2000 }),
      cursor: struct('0+', { topicName: string('0+'), partitionIndex: int32('0+') }, { nullable: '0+', default: null }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+', { ignorable: true }),
      topics: array('0+', {
        errorCode: int16('0+'),
        name: string('0+', { nullable: '0+' }),
        topicId: uuid('0+', { ignorable: true }),
        isInternal: bool('0+', { ignorable: true }),
        partitions: array('0+', {
          errorCode: int16('0+'),
          partitionIndex: int32('0+'),
          leaderId: int32('0+'),
          leaderEpoch: int32('0+', { default: -1, ignorable: true }),
          replicaNodes: array('0+', 'int32'),
          isrNodes: array('0+', 'int32'),
          eligibleLeaderReplicas: array('0+', 'int32', { nullable: '0+', default: null }),
          lastKnownElr: array('0+', 'int32', { nullable: '0+', default: null }),
          offlineReplicas: array('0+', 'int32', { ignorable: true }),
        }),
        topicAuthorizedOperations: int32('0+', { default: -2147483648 }),
      }),
      nextCursor: struct('0+', { topicName: string('0+'), partitionIndex: int32('0+') }, { nullable: '0+', default: null }),
    },
  },
})
