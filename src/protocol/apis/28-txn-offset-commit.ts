import { api, array, int16, int32, int53, string } from '../schema.ts'

/** Key 28. Stores a group's offsets as part of a transaction (KIP-98, KIP-447). Source: TxnOffsetCommitRequest.json, TxnOffsetCommitResponse.json. */
export const TxnOffsetCommit = api({
  key: 28, name: 'TxnOffsetCommit', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '3+',
    fields: {
      transactionalId: string('0+'),
      groupId: string('0+'),
      producerId: int53('0+'),
      producerEpoch: int16('0+'),
      generationId: int32('3+', { default: -1 }),
      memberId: string('3+'),
      groupInstanceId: string('3+', { nullable: '3+', default: null }),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', {
          partitionIndex: int32('0+'),
          committedOffset: int53('0+'),
          committedLeaderEpoch: int32('2+', { default: -1, ignorable: true }),
          committedMetadata: string('0+', { nullable: '0+' }),
        }),
      }),
    },
  },
  response: {
    valid: '0-5', flexible: '3+',
    fields: {
      throttleTimeMs: int32('0+'),
      topics: array('0+', { name: string('0+'), partitions: array('0+', { partitionIndex: int32('0+'), errorCode: int16('0+') }) }),
    },
  },
})
