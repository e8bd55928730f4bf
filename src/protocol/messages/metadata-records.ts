import { message, array, bool, bytes, float64, int16, int32, int53, int8, string, uint16, uuid } from '../schema.ts'

/*
 * What stands in `__cluster_metadata`: one frame version, type and version as unsigned varints, then one of these.
 */

/** Type 0. Source: RegisterBrokerRecord.json. */
export const RegisterBrokerRecord = message({
  name: 'RegisterBrokerRecord', valid: '0-4', flexible: '0+',
  fields: {
    brokerId: int32('0+'),
    isMigratingZkBroker: bool('2+'),
    incarnationId: uuid('0+'),
    brokerEpoch: int53('0+'),
    endPoints: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+'), securityProtocol: int16('0+') }),
    features: array('0+', { name: string('0+'), minSupportedVersion: int16('0+'), maxSupportedVersion: int16('0+') }),
    rack: string('0+', { nullable: '0+' }),
    fenced: bool('0+', { default: true }),
    inControlledShutdown: bool('1+'),
    logDirs: array('3+', 'uuid', { tag: 0, tagged: '3+' }),
    cordonedLogDirs: array('4+', 'uuid', { nullable: '4+', tag: 1, tagged: '4+', default: null }),
  },
})

/** Type 1. Source: UnregisterBrokerRecord.json. */
export const UnregisterBrokerRecord = message({
  name: 'UnregisterBrokerRecord', valid: '0', flexible: '0+',
  fields: { brokerId: int32('0+'), brokerEpoch: int53('0+') },
})

/** Type 2. Source: TopicRecord.json. */
export const TopicRecord = message({
  name: 'TopicRecord', valid: '0', flexible: '0+',
  fields: { name: string('0+'), topicId: uuid('0+') },
})

/** Type 3. Source: PartitionRecord.json. */
export const PartitionRecord = message({
  name: 'PartitionRecord', valid: '0-2', flexible: '0+',
  fields: {
    partitionId: int32('0+', { default: -1 }),
    topicId: uuid('0+'),
    replicas: array('0+', 'int32'),
    isr: array('0+', 'int32'),
    removingReplicas: array('0+', 'int32'),
    addingReplicas: array('0+', 'int32'),
    leader: int32('0+', { default: -1 }),
    leaderRecoveryState: int8('0+', { tag: 0, tagged: '0+' }),
    leaderEpoch: int32('0+', { default: -1 }),
    partitionEpoch: int32('0+', { default: -1 }),
    directories: array('1+', 'uuid'),
    eligibleLeaderReplicas: array('2+', 'int32', { nullable: '2+', tag: 1, tagged: '2+', default: null }),
    lastKnownElr: array('2+', 'int32', { nullable: '2+', tag: 2, tagged: '2+', default: null }),
  },
})

/** Type 4. Source: ConfigRecord.json. */
export const ConfigRecord = message({
  name: 'ConfigRecord', valid: '0', flexible: '0+',
  fields: {
    resourceType: int8('0+'),
    resourceName: string('0+'),
    name: string('0+'),
    value: string('0+', { nullable: '0+' }),
  },
})

/** Type 5. Source: PartitionChangeRecord.json. */
export const PartitionChangeRecord = message({
  name: 'PartitionChangeRecord', valid: '0-2', flexible: '0+',
  fields: {
    partitionId: int32('0+', { default: -1 }),
    topicId: uuid('0+'),
    isr: array('0+', 'int32', { nullable: '0+', tag: 0, tagged: '0+', default: null }),
    leader: int32('0+', { tag: 1, tagged: '0+', default: -2 }),
    replicas: array('0+', 'int32', { nullable: '0+', tag: 2, tagged: '0+', default: null }),
    removingReplicas: array('0+', 'int32', { nullable: '0+', tag: 3, tagged: '0+', default: null }),
    addingReplicas: array('0+', 'int32', { nullable: '0+', tag: 4, tagged: '0+', default: null }),
    leaderRecoveryState: int8('0+', { tag: 5, tagged: '0+', default: -1 }),
    directories: array('1+', 'uuid', { nullable: '1+', tag: 8, tagged: '1+', default: null }),
    eligibleLeaderReplicas: array('2+', 'int32', { nullable: '2+', tag: 6, tagged: '2+', default: null }),
    lastKnownElr: array('2+', 'int32', { nullable: '2+', tag: 7, tagged: '2+', default: null }),
  },
})

/** Type 7. Source: FenceBrokerRecord.json. */
export const FenceBrokerRecord = message({
  name: 'FenceBrokerRecord', valid: '0', flexible: '0+',
  fields: { id: int32('0+'), epoch: int53('0+') },
})

/** Type 8. Source: UnfenceBrokerRecord.json. */
export const UnfenceBrokerRecord = message({
  name: 'UnfenceBrokerRecord', valid: '0', flexible: '0+',
  fields: { id: int32('0+'), epoch: int53('0+') },
})

/** Type 9. Source: RemoveTopicRecord.json. */
export const RemoveTopicRecord = message({
  name: 'RemoveTopicRecord', valid: '0', flexible: '0+',
  fields: { topicId: uuid('0+') },
})

/** Type 10. Source: DelegationTokenRecord.json. */
export const DelegationTokenRecord = message({
  name: 'DelegationTokenRecord', valid: '0', flexible: '0+',
  fields: {
    owner: string('0+'),
    requester: string('0+'),
    renewers: array('0+', 'string'),
    issueTimestamp: int53('0+'),
    maxTimestamp: int53('0+'),
    expirationTimestamp: int53('0+'),
    tokenId: string('0+'),
  },
})

/** Type 11. Source: UserScramCredentialRecord.json. */
export const UserScramCredentialRecord = message({
  name: 'UserScramCredentialRecord', valid: '0', flexible: '0+',
  fields: {
    name: string('0+'),
    mechanism: int8('0+'),
    salt: bytes('0+'),
    storedKey: bytes('0+'),
    serverKey: bytes('0+'),
    iterations: int32('0+'),
  },
})

/** Type 12. Source: FeatureLevelRecord.json. */
export const FeatureLevelRecord = message({
  name: 'FeatureLevelRecord', valid: '0', flexible: '0+',
  fields: { name: string('0+'), featureLevel: int16('0+') },
})

/** Type 14. Source: ClientQuotaRecord.json. */
export const ClientQuotaRecord = message({
  name: 'ClientQuotaRecord', valid: '0', flexible: '0+',
  fields: {
    entity: array('0+', { entityType: string('0+'), entityName: string('0+', { nullable: '0+' }) }),
    key: string('0+'),
    value: float64('0+'),
    remove: bool('0+'),
  },
})

/** Type 15. Source: ProducerIdsRecord.json. */
export const ProducerIdsRecord = message({
  name: 'ProducerIdsRecord', valid: '0', flexible: '0+',
  fields: { brokerId: int32('0+'), brokerEpoch: int53('0+', { default: -1 }), nextProducerId: int53('0+') },
})

/** Type 17. Source: BrokerRegistrationChangeRecord.json. */
export const BrokerRegistrationChangeRecord = message({
  name: 'BrokerRegistrationChangeRecord', valid: '0-3', flexible: '0+',
  fields: {
    brokerId: int32('0+'),
    brokerEpoch: int53('0+'),
    fenced: int8('0+', { tag: 0, tagged: '0+' }),
    inControlledShutdown: int8('1+', { tag: 1, tagged: '1+' }),
    logDirs: array('2+', 'uuid', { tag: 2, tagged: '2+' }),
    cordonedLogDirs: array('3+', 'uuid', { nullable: '3+', tag: 3, tagged: '3+', default: null }),
  },
})

/** Type 18. Source: AccessControlEntryRecord.json. */
export const AccessControlEntryRecord = message({
  name: 'AccessControlEntryRecord', valid: '0', flexible: '0+',
  fields: {
    id: uuid('0+'),
    resourceType: int8('0+'),
    resourceName: string('0+'),
    patternType: int8('0+'),
    principal: string('0+'),
    host: string('0+'),
    operation: int8('0+'),
    permissionType: int8('0+'),
  },
})

/** Type 19. Source: RemoveAccessControlEntryRecord.json. */
export const RemoveAccessControlEntryRecord = message({
  name: 'RemoveAccessControlEntryRecord', valid: '0', flexible: '0+',
  fields: { id: uuid('0+') },
})

/** Type 20. Source: NoOpRecord.json. */
export const NoOpRecord = message({
  name: 'NoOpRecord', valid: '0', flexible: '0+',
  fields: {},
})

/** Type 21. Source: ZkMigrationStateRecord.json. */
export const ZkMigrationStateRecord = message({
  name: 'ZkMigrationStateRecord', valid: '0', flexible: '0+',
  fields: { zkMigrationState: int8('0+') },
})

/** Type 22. Source: RemoveUserScramCredentialRecord.json. */
export const RemoveUserScramCredentialRecord = message({
  name: 'RemoveUserScramCredentialRecord', valid: '0', flexible: '0+',
  fields: { name: string('0+'), mechanism: int8('0+') },
})

/** Type 23. Source: BeginTransactionRecord.json. */
export const BeginTransactionRecord = message({
  name: 'BeginTransactionRecord', valid: '0', flexible: '0+',
  fields: { name: string('0+', { nullable: '0+', tag: 0, tagged: '0+', default: null }) },
})

/** Type 24. Source: EndTransactionRecord.json. */
export const EndTransactionRecord = message({
  name: 'EndTransactionRecord', valid: '0', flexible: '0+',
  fields: {},
})

/** Type 25. Source: AbortTransactionRecord.json. */
export const AbortTransactionRecord = message({
  name: 'AbortTransactionRecord', valid: '0', flexible: '0+',
  fields: { reason: string('0+', { nullable: '0+', tag: 0, tagged: '0+', default: null }) },
})

/** Type 26. Source: RemoveDelegationTokenRecord.json. */
export const RemoveDelegationTokenRecord = message({
  name: 'RemoveDelegationTokenRecord', valid: '0', flexible: '0+',
  fields: { tokenId: string('0+') },
})

/** Type 27. Source: RegisterControllerRecord.json. */
export const RegisterControllerRecord = message({
  name: 'RegisterControllerRecord', valid: '0', flexible: '0+',
  fields: {
    controllerId: int32('0+'),
    incarnationId: uuid('0+'),
    zkMigrationReady: bool('0+'),
    endPoints: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+'), securityProtocol: int16('0+') }),
    features: array('0+', { name: string('0+'), minSupportedVersion: int16('0+'), maxSupportedVersion: int16('0+') }),
  },
})

/** Type 28. Source: ClearElrRecord.json. */
export const ClearElrRecord = message({
  name: 'ClearElrRecord', valid: '0', flexible: '0+',
  fields: { topicName: string('0+') },
})
