import { api, array, bool, int16, int32, int53, string, struct, uuid } from '../schema.ts'

/** Key 79. A share consumer acknowledges records (KIP-932). Source: ShareAcknowledgeRequest.json, ShareAcknowledgeResponse.json. */
export const ShareAcknowledge = api({
  key: 79, name: 'ShareAcknowledge', listeners: ['broker'],
  request: {
    valid: '1-2', flexible: '1+',
    fields: {
      groupId: string('1+', { nullable: '1+', default: null }),
      memberId: string('1+', { nullable: '1+' }),
      shareSessionEpoch: int32('1+'),
      isRenewAck: bool('2+'),
      topics: array('1+', {
        topicId: uuid('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          acknowledgementBatches: array('1+', { firstOffset: int53('1+'), lastOffset: int53('1+'), acknowledgeTypes: array('1+', 'int8') }),
        }),
      }),
    },
  },
  response: {
    valid: '1-2', flexible: '1+',
    fields: {
      throttleTimeMs: int32('1+'),
      errorCode: int16('1+'),
      errorMessage: string('1+', { nullable: '1+', default: null }),
      acquisitionLockTimeoutMs: int32('2+', { ignorable: true }),
      responses: array('1+', {
        topicId: uuid('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          errorCode: int16('1+'),
          errorMessage: string('1+', { nullable: '1+', default: null }),
          currentLeader: struct('1+', { leaderId: int32('1+'), leaderEpoch: int32('1+') }),
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
