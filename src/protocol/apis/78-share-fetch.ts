import { api, array, bool, int16, int32, int53, int8, records, string, struct, uuid } from '../schema.ts'

/** Key 78. A share consumer acquires records, and acknowledges earlier ones (KIP-932). Source: ShareFetchRequest.json, ShareFetchResponse.json. */
export const ShareFetch = api({
  key: 78, name: 'ShareFetch', listeners: ['broker'],
  request: {
    valid: '1-2', flexible: '1+',
    fields: {
      groupId: string('1+', { nullable: '1+', default: null }),
      memberId: string('1+', { nullable: '1+' }),
      shareSessionEpoch: int32('1+'),
      maxWaitMs: int32('1+'),
      minBytes: int32('1+'),
      maxBytes: int32('1+', { default: 2147483647 }),
      maxRecords: int32('1+'),
      batchSize: int32('1+'),
      shareAcquireMode: int8('2+', { ignorable: true }),
      isRenewAck: bool('2+'),
      topics: array('1+', {
        topicId: uuid('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          partitionMaxBytes: int32('0'),
          acknowledgementBatches: array('1+', { firstOffset: int53('1+'), lastOffset: int53('1+'), acknowledgeTypes: array('1+', 'int8') }),
        }),
      }),
      forgottenTopicsData: array('1+', { topicId: uuid('1+'), partitions: array('1+', 'int32') }),
    },
  },
  response: {
    valid: '1-2', flexible: '1+',
    fields: {
      throttleTimeMs: int32('1+'),
      errorCode: int16('1+'),
      errorMessage: string('1+', { nullable: '1+', default: null }),
      acquisitionLockTimeoutMs: int32('1+'),
      responses: array('1+', {
        topicId: uuid('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          errorCode: int16('1+'),
          errorMessage: string('1+', { nullable: '1+', default: null }),
          acknowledgeErrorCode: int16('1+'),
          acknowledgeErrorMessage: string('1+', { nullable: '1+', default: null }),
          currentLeader: struct('1+', { leaderId: int32('1+'), leaderEpoch: int32('1+') }),
          records: records('1+'),
          acquiredRecords: array('1+', { firstOffset: int53('1+'), lastOffset: int53('1+'), deliveryCount: int16('1+') }),
        }),
      }),
      nodeEndpoints: array('1+', {
        nodeId: int32('1+'),
        host: string('1+'),
        port: int32('1+'),
        rack: string('1+', { nullable: '1+', default: null }),
      }),
    },
  },
})
