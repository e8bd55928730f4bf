import { api, array, int16, int32, int53, records, string, struct, uint16, uuid } from '../schema.ts'

/** Key 59. Reads a snapshot of the raft log, piece by piece (KIP-630). Source: FetchSnapshotRequest.json, FetchSnapshotResponse.json. */
export const FetchSnapshot = api({
  key: 59, name: 'FetchSnapshot', listeners: ['controller'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      clusterId: string('0+', { nullable: '0+', tag: 0, tagged: '0+', default: null }),
      replicaId: int32('0+', { default: -1 }),
      maxBytes: int32('0+', { default: 2147483647 }),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', {
          partition: int32('0+'),
          currentLeaderEpoch: int32('0+'),
          snapshotId: struct('0+', { endOffset: int53('0+'), epoch: int32('0+') }),
          position: int53('0+'),
          replicaDirectoryId: uuid('1+', { tag: 0, tagged: '1+', ignorable: true }),
        }),
      }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+', { ignorable: true }),
      errorCode: int16('0+'),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', {
          index: int32('0+'),
          errorCode: int16('0+'),
          snapshotId: struct('0+', { endOffset: int53('0+'), epoch: int32('0+') }),
          currentLeader: struct('0+', { leaderId: int32('0+'), leaderEpoch: int32('0+') }, { tag: 0, tagged: '0+' }),
          size: int53('0+'),
          position: int53('0+'),
          unalignedRecords: records('0+'),
        }),
      }),
      nodeEndpoints: array('1+', { nodeId: int32('1+'), host: string('1+'), port: uint16('1+') }, { tag: 0, tagged: '1+' }),
    },
  },
})
