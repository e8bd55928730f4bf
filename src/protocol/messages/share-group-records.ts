import { message, array, int32, int53, int64, int8, string, uuid } from '../schema.ts'

/*
 * What stands in `__consumer_offsets` for share groups (KIP-932). Keys and values are laid out as in `group-records.ts`.
 */

const topicPartitionsInfo = { topicId: uuid('0+'), topicName: string('0+'), partitions: array('0+', 'int32') }

/** Type 10. Source: ShareGroupMemberMetadataKey.json. */
export const ShareGroupMemberMetadataKey = message({
  name: 'ShareGroupMemberMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 10. Source: ShareGroupMemberMetadataValue.json. */
export const ShareGroupMemberMetadataValue = message({
  name: 'ShareGroupMemberMetadataValue', valid: '0', flexible: '0+',
  fields: { rackId: string('0+', { nullable: '0+' }), clientId: string('0+'), clientHost: string('0+'), subscribedTopicNames: array('0+', 'string') },
})

/** Type 11. Source: ShareGroupMetadataKey.json. */
export const ShareGroupMetadataKey = message({
  name: 'ShareGroupMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 11. Source: ShareGroupMetadataValue.json. */
export const ShareGroupMetadataValue = message({
  name: 'ShareGroupMetadataValue', valid: '0', flexible: '0+',
  fields: { epoch: int32('0+'), metadataHash: int64('0+') },
})

/** Type 12. Source: ShareGroupTargetAssignmentMetadataKey.json. */
export const ShareGroupTargetAssignmentMetadataKey = message({
  name: 'ShareGroupTargetAssignmentMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 12. Source: ShareGroupTargetAssignmentMetadataValue.json. */
export const ShareGroupTargetAssignmentMetadataValue = message({
  name: 'ShareGroupTargetAssignmentMetadataValue', valid: '0', flexible: '0+',
  fields: { assignmentEpoch: int32('0+'), assignmentTimestamp: int53('0+', { tag: 0, tagged: '0+', ignorable: true }) },
})

/** Type 13. Source: ShareGroupTargetAssignmentMemberKey.json. */
export const ShareGroupTargetAssignmentMemberKey = message({
  name: 'ShareGroupTargetAssignmentMemberKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 13. Source: ShareGroupTargetAssignmentMemberValue.json. */
export const ShareGroupTargetAssignmentMemberValue = message({
  name: 'ShareGroupTargetAssignmentMemberValue', valid: '0', flexible: '0+',
  fields: { topicPartitions: array('0+', { topicId: uuid('0+'), partitions: array('0+', 'int32') }) },
})

/** Type 14. Source: ShareGroupCurrentMemberAssignmentKey.json. */
export const ShareGroupCurrentMemberAssignmentKey = message({
  name: 'ShareGroupCurrentMemberAssignmentKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 14. Source: ShareGroupCurrentMemberAssignmentValue.json. */
export const ShareGroupCurrentMemberAssignmentValue = message({
  name: 'ShareGroupCurrentMemberAssignmentValue', valid: '0', flexible: '0+',
  fields: {
    memberEpoch: int32('0+'),
    previousMemberEpoch: int32('0+'),
    state: int8('0+'),
    assignedPartitions: array('0+', { topicId: uuid('0+'), partitions: array('0+', 'int32') }),
  },
})

/** Type 15. Source: ShareGroupStatePartitionMetadataKey.json. */
export const ShareGroupStatePartitionMetadataKey = message({
  name: 'ShareGroupStatePartitionMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 15. Source: ShareGroupStatePartitionMetadataValue.json. */
export const ShareGroupStatePartitionMetadataValue = message({
  name: 'ShareGroupStatePartitionMetadataValue', valid: '0', flexible: '0+',
  fields: {
    initializingTopics: array('0+', topicPartitionsInfo),
    initializedTopics: array('0+', topicPartitionsInfo),
    deletingTopics: array('0+', { topicId: uuid('0+'), topicName: string('0+') }),
  },
})
