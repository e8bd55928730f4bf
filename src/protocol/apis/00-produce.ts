import { api, array, int16, int32, int53, records, string, struct, uuid } from '../schema.ts'

/** Key 0. Appends record batches to partitions. Source: ProduceRequest.json, ProduceResponse.json. */
export const Produce = api({
  key: 0, name: 'Produce', listeners: ['broker'],
  request: {
    valid: '3-13', flexible: '9+',
    fields: {
      transactionalId: string('3+', { nullable: '3+', default: null }),
      acks: int16('3+'),
      timeoutMs: int32('3+'),
      topicData: array('3+', {
        name: string('3-12', { ignorable: true }),
        topicId: uuid('13+', { ignorable: true }),
        partitionData: array('3+', { index: int32('3+'), records: records('3+', { nullable: '3+' }) }),
      }),
    },
  },
  response: {
    valid: '3-13', flexible: '9+',
    fields: {
      responses: array('3+', {
        name: string('3-12', { ignorable: true }),
        topicId: uuid('13+', { ignorable: true }),
        partitionResponses: array('3+', {
          index: int32('3+'),
          errorCode: int16('3+'),
          baseOffset: int53('3+'),
          logAppendTimeMs: int53('3+', { default: -1, ignorable: true }),
          logStartOffset: int53('5+', { default: -1, ignorable: true }),
          recordErrors: array('8+', {
            batchIndex: int32('8+'),
            batchIndexErrorMessage: string('8+', { nullable: '8+', default: null }),
          }, { ignorable: true }),
          errorMessage: string('8+', { nullable: '8+', default: null, ignorable: true }),
          currentLeader: struct('10+', { leaderId: int32('10+', { default: -1 }), leaderEpoch: int32('10+', { default: -1 }) }, { tag: 0, tagged: '10+' }),
        }),
      }),
      throttleTimeMs: int32('3+', { ignorable: true }),
      nodeEndpoints: array('10+', {
        nodeId: int32('10+'),
        host: string('10+'),
        port: int32('10+'),
        rack: string('10+', { nullable: '10+', default: null }),
      }, { tag: 0, tagged: '10+' }),
    },
  },
})
