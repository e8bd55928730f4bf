import * as apis from '../protocol/apis/all.ts'
import * as consumerGroupRecords from '../protocol/messages/consumer-group-records.ts'
import * as consumerProtocol from '../protocol/messages/consumer-protocol.ts'
import * as controlRecords from '../protocol/messages/control-records.ts'
import * as groupRecords from '../protocol/messages/group-records.ts'
import * as headers from '../protocol/messages/headers.ts'
import * as metadataRecords from '../protocol/messages/metadata-records.ts'
import * as principal from '../protocol/messages/principal.ts'
import * as producerSnapshot from '../protocol/messages/producer-snapshot.ts'
import * as quorumState from '../protocol/messages/quorum-state.ts'
import * as remoteLogRecords from '../protocol/messages/remote-log-records.ts'
import * as shareGroupRecords from '../protocol/messages/share-group-records.ts'
import * as shareStateRecords from '../protocol/messages/share-state-records.ts'
import * as streamsGroupRecords from '../protocol/messages/streams-group-records.ts'
import * as transactionRecords from '../protocol/messages/transaction-records.ts'
import type { Api, Message } from '../protocol/schema.ts'
import { goldenJson, goldenLines } from './golden.ts'

/** Keys that Kafka 4 keeps for their numbers alone (ZooKeeper's controller used them): no version is left, and no vector. */
export const REMOVED_KEYS = [4, 5, 6, 7]

/** API keys whose requests and responses are held against golden data; each must have vectors. Other keys are skipped and counted. */
export const COVERED_KEYS = Array.from({ length: 93 }, (_, key) => key).filter(key => !REMOVED_KEYS.includes(key))

/** What coordinators keep in their logs: a key and a value each. */
const COORDINATOR_RECORDS = [
  'LegacyOffsetCommit', 'OffsetCommit', 'GroupMetadata', 'ConsumerGroupMetadata', 'ConsumerGroupPartitionMetadata', 'ConsumerGroupMemberMetadata',
  'ConsumerGroupTargetAssignmentMetadata', 'ConsumerGroupTargetAssignmentMember', 'ConsumerGroupCurrentMemberAssignment', 'ShareGroupMemberMetadata',
  'ShareGroupMetadata', 'ShareGroupTargetAssignmentMetadata', 'ShareGroupTargetAssignmentMember', 'ShareGroupCurrentMemberAssignment',
  'ShareGroupStatePartitionMetadata', 'ConsumerGroupRegularExpression', 'StreamsGroupMetadata', 'StreamsGroupMemberMetadata',
  'StreamsGroupTargetAssignmentMetadata', 'StreamsGroupTargetAssignmentMember', 'StreamsGroupCurrentMemberAssignment', 'StreamsGroupTopology',
  'ShareSnapshot', 'ShareUpdate', 'TransactionLog',
]

/** Every message that is no request and no response, by what it is for. Other messages of golden data are skipped and counted. */
export const COVERED_DATA: Record<string, readonly string[]> = {
  header: ['RequestHeader', 'ResponseHeader'],
  data: [
    'ConsumerProtocolAssignment', 'ConsumerProtocolSubscription', 'ControlRecordTypeSchema', 'DefaultPrincipalData', 'EndTxnMarker', 'KRaftVersionRecord',
    'LeaderChangeMessage', 'SnapshotFooterRecord', 'SnapshotHeaderRecord', 'VotersRecord', 'ProducerSnapshot', 'QuorumStateData',
  ],
  metadata: [
    'RegisterBrokerRecord', 'UnregisterBrokerRecord', 'TopicRecord', 'PartitionRecord', 'ConfigRecord', 'PartitionChangeRecord', 'FenceBrokerRecord',
    'UnfenceBrokerRecord', 'RemoveTopicRecord', 'DelegationTokenRecord', 'UserScramCredentialRecord', 'FeatureLevelRecord', 'ClientQuotaRecord',
    'ProducerIdsRecord', 'BrokerRegistrationChangeRecord', 'AccessControlEntryRecord', 'RemoveAccessControlEntryRecord', 'NoOpRecord',
    'ZkMigrationStateRecord', 'RemoveUserScramCredentialRecord', 'BeginTransactionRecord', 'EndTransactionRecord', 'AbortTransactionRecord',
    'RemoveDelegationTokenRecord', 'RegisterControllerRecord', 'ClearElrRecord',
    'RemoteLogSegmentMetadataRecord', 'RemoteLogSegmentMetadataUpdateRecord', 'RemotePartitionDeleteMetadataRecord',
    'RemoteLogSegmentMetadataSnapshotRecord',
  ],
  'coordinator-key': COORDINATOR_RECORDS.map(name => `${name}Key`),
  'coordinator-value': COORDINATOR_RECORDS.map(name => `${name}Value`),
}

export interface GoldenField {
  name: string; type: string; versions: [number, number] | null; nullable?: [number, number]; tagged?: [number, number]; tag?: number
  default?: unknown; ignorable?: boolean; mapKey?: boolean; compact?: false; fields?: GoldenField[]
}
export interface GoldenMessage {
  name: string; kind: string; key?: number; valid: [number, number] | null; flexible: [number, number] | null; latestVersionUnstable?: boolean
  listeners?: ('broker' | 'controller')[]; headerVersions?: number[]; fields: GoldenField[]
}
export interface GoldenVector {
  kind: string; domain?: string; key?: number; name: string; version: number; sample: string; json: unknown; hex: string; framedHex?: string
  unknownTags?: { tag: number; hex: string }[]; file?: string
  headerVersion?: number; header?: { requestApiKey?: number; requestApiVersion?: number; correlationId: number; clientId?: string | null }; headerHex?: string; lengthHex?: string
}

export const goldenMessages = (): GoldenMessage[] => goldenJson<{ messages: GoldenMessage[] }>('messages.json').messages
export const goldenVectors = (): GoldenVector[] => goldenLines<GoldenVector>('wire.jsonl')

export const ALL_APIS = (Object.values(apis) as unknown as Api[]).sort((a, b) => a.key - b.key)
/** Every definition of ours, by Kafka's name. */
export const OUR_MESSAGES: ReadonlyMap<string, Message> = new Map([
  ...ALL_APIS.flatMap(api => [api.request, api.response]),
  ...[
    headers, consumerGroupRecords, consumerProtocol, controlRecords, groupRecords, metadataRecords, principal, producerSnapshot, quorumState,
    remoteLogRecords, shareGroupRecords, shareStateRecords, streamsGroupRecords, transactionRecords,
  ].flatMap(file => Object.values(file) as Message[]),
].map(message => [message.name, message]))

/** Whether golden data of this name is held against us. */
export const isCovered = ({ kind, key, name }: { kind: string; key?: number; name: string }): boolean =>
  /^(request|response)/.test(kind) ? COVERED_KEYS.includes(key!) : COVERED_DATA[kind]?.includes(name) ?? false
