import { api, array, int16, int32, int53, int64, int8, records, string, struct, uuid } from '../schema.ts'

/** Key 1. Reads record batches: consumers, followers, and the raft log's observers alike. Source: FetchRequest.json, FetchResponse.json. */
export const Fetch = api({
  key: 1, name: 'Fetch', listeners: ['broker', 'controller'],
  request: {
    valid: '4-18', flexible: '12+',
    fields: {
      clusterId: string('12+', { nullable: '12+', tag: 0, tagged: '12+', default: null, ignorable: true }),
      replicaId: int32('4-14', { default: -1 }),
      replicaState: struct('15+', { replicaId: int32('15+', { default: -1 }), replicaEpoch: int53('15+', { default: -1 }) }, { tag: 1, tagged: '15+' }),
      maxWaitMs: int32('4+'),
      minBytes: int32('4+'),
      maxBytes: int32('4+', { default: 2147483647, ignorable: true }),
      isolationLevel: int8('4+', { ignorable: true }),
      sessionId: int32('7+', { ignorable: true }),
      sessionEpoch: int32('7+', { default: -1, ignorable: true }),
      topics: array('4+', {
        topic: string('4-12', { ignorable: true }),
        topicId: uuid('13+', { ignorable: true }),
        partitions: array('4+', {
          partition: int32('4+'),
          currentLeaderEpoch: int32('9+', { default: -1, ignorable: true }),
          fetchOffset: int53('4+'),
          lastFetchedEpoch: int32('12+', { default: -1 }),
          logStartOffset: int53('5+', { default: -1, ignorable: true }),
          partitionMaxBytes: int32('4+'),
          replicaDirectoryId: uuid('17+', { tag: 0, tagged: '17+', ignorable: true }),
          /** KIP-1166. Kafka's default is beyond 2^53. */
          highWatermark: int64('18+', { tag: 1, tagged: '18+', default: 9_223_372_036_854_775_807n, ignorable: true }),
        }),
      }),
      forgottenTopicsData: array('7+', {
        topic: string('7-12', { ignorable: true }),
        topicId: uuid('13+', { ignorable: true }),
        partitions: array('7+', 'int32'),
      }),
      rackId: string('11+', { ignorable: true }),
    },
  },
  response: {
    valid: '4-18', flexible: '12+',
    fields: {
      throttleTimeMs: int32('4+', { ignorable: true }),
      errorCode: int16('7+', { ignorable: true }),
      sessionId: int32('7+'),
      responses: array('4+', {
        topic: string('4-12', { ignorable: true }),
        topicId: uuid('13+', { ignorable: true }),
        partitions: array('4+', {
          partitionIndex: int32('4+'),
          errorCode: int16('4+'),
          highWatermark: int53('4+'),
          lastStableOffset: int53('4+', { default: -1, ignorable: true }),
          logStartOffset: int53('5+', { default: -1, ignorable: true }),
          divergingEpoch: struct('12+', { epoch: int32('12+', { default: -1 }), endOffset: int53('12+', { default: -1 }) }, { tag: 0, tagged: '12+' }),
          currentLeader: struct('12+', { leaderId: int32('12+', { default: -1 }), leaderEpoch: int32('12+', { default: -1 }) }, { tag: 1, tagged: '12+' }),
          snapshotId: struct('12+', { endOffset: int53('12+', { default: -1 }), epoch: int32('12+', { default: -1 }) }, { tag: 2, tagged: '12+' }),
          abortedTransactions: array('4+', { producerId: int53('4+'), firstOffset: int53('4+') }, { nullable: '4+', ignorable: true }),
          preferredReadReplica: int32('11+', { default: -1 }),
          records: records('4+', { nullable: '4+' }),
        }),
      }),
      nodeEndpoints: array('16+', {
        nodeId: int32('16+'),
        host: string('16+'),
        port: int32('16+'),
        rack: string('16+', { nullable: '16+', default: null }),
      }, { tag: 0, tagged: '16+' }),
    },
  },
})
