import { message, array, bytes, int32, int53, int64, int8, string, struct, uuid } from '../schema.ts'

/*
 * What stands in `__consumer_offsets` for groups of the consumer protocol (KIP-848). Keys and values are laid out as in `group-records.ts`.
 */

const topicPartitions = {
  topicId: uuid('0+'),
  partitions: array('0+', 'int32'),
  assignmentEpochs: array('0+', 'int32', { nullable: '0+', tag: 0, tagged: '0+' }),
}

/** Type 3. Source: ConsumerGroupMetadataKey.json. */
export const ConsumerGroupMetadataKey = message({
  name: 'ConsumerGroupMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 3. Source: ConsumerGroupMetadataValue.json. */
export const ConsumerGroupMetadataValue = message({
  name: 'ConsumerGroupMetadataValue', valid: '0', flexible: '0+',
  fields: { epoch: int32('0+'), metadataHash: int64('0+', { tag: 0, tagged: '0+' }) },
})

/** Type 4. Source: ConsumerGroupPartitionMetadataKey.json. */
export const ConsumerGroupPartitionMetadataKey = message({
  name: 'ConsumerGroupPartitionMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 4. Source: ConsumerGroupPartitionMetadataValue.json. */
export const ConsumerGroupPartitionMetadataValue = message({
  name: 'ConsumerGroupPartitionMetadataValue', valid: '0', flexible: '0+',
  fields: {
    topics: array('0+', {
      topicId: uuid('0+'),
      topicName: string('0+'),
      numPartitions: int32('0+'),
      partitionMetadata: array('0+', { partition: int32('0+'), racks: array('0+', 'string') }),
    }),
  },
})

/** Type 5. Source: ConsumerGroupMemberMetadataKey.json. */
export const ConsumerGroupMemberMetadataKey = message({
  name: 'ConsumerGroupMemberMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 5. Source: ConsumerGroupMemberMetadataValue.json. */
export const ConsumerGroupMemberMetadataValue = message({
  name: 'ConsumerGroupMemberMetadataValue', valid: '0', flexible: '0+',
  fields: {
    instanceId: string('0+', { nullable: '0+' }),
    rackId: string('0+', { nullable: '0+' }),
    clientId: string('0+'),
    clientHost: string('0+'),
    subscribedTopicNames: array('0+', 'string'),
    subscribedTopicRegex: string('0+', { nullable: '0+' }),
    rebalanceTimeoutMs: int32('0+', { default: -1 }),
    serverAssignor: string('0+', { nullable: '0+' }),
    classicMemberMetadata: struct('0+', {
      sessionTimeoutMs: int32('0+'),
      supportedProtocols: array('0+', { name: string('0+'), metadata: bytes('0+') }),
    }, { nullable: '0+', tag: 0, tagged: '0+' }),
  },
})

/** Type 6. Source: ConsumerGroupTargetAssignmentMetadataKey.json. */
export const ConsumerGroupTargetAssignmentMetadataKey = message({
  name: 'ConsumerGroupTargetAssignmentMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 6. Source: ConsumerGroupTargetAssignmentMetadataValue.json. */
export const ConsumerGroupTargetAssignmentMetadataValue = message({
  name: 'ConsumerGroupTargetAssignmentMetadataValue', valid: '0', flexible: '0+',
  fields: { assignmentEpoch: int32('0+'), assignmentTimestamp: int53('0+', { tag: 0, tagged: '0+', ignorable: true }) },
})

/** Type 7. Source: ConsumerGroupTargetAssignmentMemberKey.json. */
export const ConsumerGroupTargetAssignmentMemberKey = message({
  name: 'ConsumerGroupTargetAssignmentMemberKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 7. Source: ConsumerGroupTargetAssignmentMemberValue.json. */
export const ConsumerGroupTargetAssignmentMemberValue = message({
  name: 'ConsumerGroupTargetAssignmentMemberValue', valid: '0', flexible: '0+',
  fields: { topicPartitions: array('0+', { topicId: uuid('0+'), partitions: array('0+', 'int32') }) },
})

/** Type 8. Source: ConsumerGroupCurrentMemberAssignmentKey.json. */
export const ConsumerGroupCurrentMemberAssignmentKey = message({
  name: 'ConsumerGroupCurrentMemberAssignmentKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 8. Source: ConsumerGroupCurrentMemberAssignmentValue.json. */
export const ConsumerGroupCurrentMemberAssignmentValue = message({
  name: 'ConsumerGroupCurrentMemberAssignmentValue', valid: '0', flexible: '0+',
  fields: {
    memberEpoch: int32('0+'),
    previousMemberEpoch: int32('0+'),
    state: int8('0+'),
    assignedPartitions: array('0+', topicPartitions),
    partitionsPendingRevocation: array('0+', topicPartitions),
  },
})

/** Type 16. Source: ConsumerGroupRegularExpressionKey.json. */
export const ConsumerGroupRegularExpressionKey = message({
  name: 'ConsumerGroupRegularExpressionKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), regularExpression: string('0+') },
})

/** Type 16. Source: ConsumerGroupRegularExpressionValue.json. */
export const ConsumerGroupRegularExpressionValue = message({
  name: 'ConsumerGroupRegularExpressionValue', valid: '0', flexible: '0+',
  fields: { topics: array('0+', 'string'), version: int53('0+'), timestamp: int53('0+') },
})
