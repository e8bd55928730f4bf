import { message, array, int16, int32, int53, int64, int8, string, struct, uint16 } from '../schema.ts'

/*
 * What stands in `__consumer_offsets` for Streams groups (KIP-1071). Keys and values are laid out as in `group-records.ts`.
 */

const taskIds = { subtopologyId: string('0+'), partitions: array('0+', 'int32') }
const taskIdsWithEpochs = {
  subtopologyId: string('0+'),
  partitions: array('0+', 'int32'),
  assignmentEpochs: array('0+', 'int32', { nullable: '0+', tag: 0, tagged: '0+' }),
}
const topicInfo = {
  name: string('0+'),
  partitions: int32('0+'),
  replicationFactor: int16('0+'),
  topicConfigs: array('0+', { key: string('0+'), value: string('0+') }),
}

/** Type 17. Source: StreamsGroupMetadataKey.json. */
export const StreamsGroupMetadataKey = message({
  name: 'StreamsGroupMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 17. Source: StreamsGroupMetadataValue.json. */
export const StreamsGroupMetadataValue = message({
  name: 'StreamsGroupMetadataValue', valid: '0', flexible: '0+',
  fields: {
    epoch: int32('0+'),
    metadataHash: int64('0+'),
    validatedTopologyEpoch: int32('0+', { tag: 0, tagged: '0+', default: -1 }),
    lastAssignmentConfigs: array('0+', { key: string('0+'), value: string('0+') }, { nullable: '0+', tag: 1, tagged: '0+' }),
  },
})

/** Type 19. Source: StreamsGroupMemberMetadataKey.json. */
export const StreamsGroupMemberMetadataKey = message({
  name: 'StreamsGroupMemberMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 19. Source: StreamsGroupMemberMetadataValue.json. */
export const StreamsGroupMemberMetadataValue = message({
  name: 'StreamsGroupMemberMetadataValue', valid: '0', flexible: '0+',
  fields: {
    instanceId: string('0+', { nullable: '0+' }),
    rackId: string('0+', { nullable: '0+' }),
    clientId: string('0+'),
    clientHost: string('0+'),
    rebalanceTimeoutMs: int32('0+', { default: -1 }),
    topologyEpoch: int32('0+'),
    processId: string('0+'),
    userEndpoint: struct('0+', { host: string('0+'), port: uint16('0+') }, { nullable: '0+', default: null }),
    clientTags: array('0+', { key: string('0+'), value: string('0+') }),
  },
})

/** Type 20. Source: StreamsGroupTargetAssignmentMetadataKey.json. */
export const StreamsGroupTargetAssignmentMetadataKey = message({
  name: 'StreamsGroupTargetAssignmentMetadataKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 20. Source: StreamsGroupTargetAssignmentMetadataValue.json. */
export const StreamsGroupTargetAssignmentMetadataValue = message({
  name: 'StreamsGroupTargetAssignmentMetadataValue', valid: '0', flexible: '0+',
  fields: { assignmentEpoch: int32('0+'), assignmentTimestamp: int53('0+', { tag: 0, tagged: '0+', ignorable: true }) },
})

/** Type 21. Source: StreamsGroupTargetAssignmentMemberKey.json. */
export const StreamsGroupTargetAssignmentMemberKey = message({
  name: 'StreamsGroupTargetAssignmentMemberKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 21. Source: StreamsGroupTargetAssignmentMemberValue.json. */
export const StreamsGroupTargetAssignmentMemberValue = message({
  name: 'StreamsGroupTargetAssignmentMemberValue', valid: '0', flexible: '0+',
  fields: {
    activeTasks: array('0+', taskIds),
    standbyTasks: array('0+', taskIds),
    warmupTasks: array('0+', taskIds),
  },
})

/** Type 22. Source: StreamsGroupCurrentMemberAssignmentKey.json. */
export const StreamsGroupCurrentMemberAssignmentKey = message({
  name: 'StreamsGroupCurrentMemberAssignmentKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), memberId: string('0+') },
})

/** Type 22. Source: StreamsGroupCurrentMemberAssignmentValue.json. */
export const StreamsGroupCurrentMemberAssignmentValue = message({
  name: 'StreamsGroupCurrentMemberAssignmentValue', valid: '0', flexible: '0+',
  fields: {
    memberEpoch: int32('0+'),
    previousMemberEpoch: int32('0+'),
    state: int8('0+'),
    activeTasks: array('0+', taskIdsWithEpochs),
    standbyTasks: array('0+', taskIdsWithEpochs),
    warmupTasks: array('0+', taskIdsWithEpochs),
    activeTasksPendingRevocation: array('0+', taskIdsWithEpochs),
    standbyTasksPendingRevocation: array('0+', taskIdsWithEpochs),
    warmupTasksPendingRevocation: array('0+', taskIdsWithEpochs),
  },
})

/** Type 23. Source: StreamsGroupTopologyKey.json. */
export const StreamsGroupTopologyKey = message({
  name: 'StreamsGroupTopologyKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+') },
})

/** Type 23. Source: StreamsGroupTopologyValue.json. */
export const StreamsGroupTopologyValue = message({
  name: 'StreamsGroupTopologyValue', valid: '0', flexible: '0+',
  fields: {
    epoch: int32('0+'),
    subtopologies: array('0+', {
      subtopologyId: string('0+'),
      sourceTopics: array('0+', 'string'),
      sourceTopicRegex: array('0+', 'string'),
      stateChangelogTopics: array('0+', topicInfo),
      repartitionSinkTopics: array('0+', 'string'),
      repartitionSourceTopics: array('0+', topicInfo),
      copartitionGroups: array('0+', {
        sourceTopics: array('0+', 'int16'),
        sourceTopicRegex: array('0+', 'int16'),
        repartitionSourceTopics: array('0+', 'int16'),
      }),
    }),
  },
})
