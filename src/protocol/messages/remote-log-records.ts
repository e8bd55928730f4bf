import { message, array, bool, bytes, int32, int53, int8, string, struct, uuid } from '../schema.ts'

/*
 * What stands in `__remote_log_metadata` (KIP-405), framed like metadata records: frame version, type, version, then one of these.
 */

const topicIdPartitionEntry = { name: string('0+'), id: uuid('0+'), partition: int32('0+') }
const remoteLogSegmentIdEntry = { topicIdPartition: struct('0+', topicIdPartitionEntry), id: uuid('0+') }

/** Type 0. Source: RemoteLogSegmentMetadataRecord.json. */
export const RemoteLogSegmentMetadataRecord = message({
  name: 'RemoteLogSegmentMetadataRecord', valid: '0', flexible: '0+',
  fields: {
    remoteLogSegmentId: struct('0+', remoteLogSegmentIdEntry),
    startOffset: int53('0+'),
    endOffset: int53('0+'),
    brokerId: int32('0+'),
    maxTimestampMs: int53('0+'),
    eventTimestampMs: int53('0+'),
    segmentLeaderEpochs: array('0+', { leaderEpoch: int32('0+'), offset: int53('0+') }),
    segmentSizeInBytes: int32('0+'),
    customMetadata: bytes('0+', { nullable: '0+', default: null }),
    remoteLogSegmentState: int8('0+'),
    txnIndexEmpty: bool('0+', { tag: 0, tagged: '0+' }),
  },
})

/** Type 1. Source: RemoteLogSegmentMetadataUpdateRecord.json. */
export const RemoteLogSegmentMetadataUpdateRecord = message({
  name: 'RemoteLogSegmentMetadataUpdateRecord', valid: '0', flexible: '0+',
  fields: {
    remoteLogSegmentId: struct('0+', remoteLogSegmentIdEntry),
    brokerId: int32('0+'),
    eventTimestampMs: int53('0+'),
    customMetadata: bytes('0+', { nullable: '0+', default: null }),
    remoteLogSegmentState: int8('0+'),
  },
})

/** Type 2. Source: RemotePartitionDeleteMetadataRecord.json. */
export const RemotePartitionDeleteMetadataRecord = message({
  name: 'RemotePartitionDeleteMetadataRecord', valid: '0', flexible: '0+',
  fields: {
    topicIdPartition: struct('0+', topicIdPartitionEntry),
    brokerId: int32('0+'),
    eventTimestampMs: int53('0+'),
    remotePartitionDeleteState: int8('0+'),
  },
})

/** Type 3. Source: RemoteLogSegmentMetadataSnapshotRecord.json. */
export const RemoteLogSegmentMetadataSnapshotRecord = message({
  name: 'RemoteLogSegmentMetadataSnapshotRecord', valid: '0', flexible: '0+',
  fields: {
    segmentId: uuid('0+'),
    startOffset: int53('0+'),
    endOffset: int53('0+'),
    brokerId: int32('0+'),
    maxTimestampMs: int53('0+'),
    eventTimestampMs: int53('0+'),
    segmentLeaderEpochs: array('0+', { leaderEpoch: int32('0+'), offset: int53('0+') }),
    segmentSizeInBytes: int32('0+'),
    customMetadata: bytes('0+', { nullable: '0+', default: null }),
    remoteLogSegmentState: int8('0+'),
    txnIndexEmpty: bool('0+', { tag: 0, tagged: '0+' }),
  },
})
