import { api, array, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 23. Where a leader epoch ends in the leader's log (KIP-101, KIP-320).
 * Source: OffsetForLeaderEpochRequest.json, OffsetForLeaderEpochResponse.json.
 */
export const OffsetForLeaderEpoch = api({
  key: 23, name: 'OffsetForLeaderEpoch', listeners: ['broker'],
  request: {
    valid: '2-4', flexible: '4+',
    fields: {
      replicaId: int32('3+', { default: -2, ignorable: true }),
      topics: array('2+', {
        topic: string('2+'),
        partitions: array('2+', {
          partition: int32('2+'),
          currentLeaderEpoch: int32('2+', { default: -1, ignorable: true }),
          leaderEpoch: int32('2+'),
        }),
      }),
    },
  },
  response: {
    valid: '2-4', flexible: '4+',
    fields: {
      throttleTimeMs: int32('2+', { ignorable: true }),
      topics: array('2+', {
        topic: string('2+'),
        partitions: array('2+', {
          errorCode: int16('2+'),
          partition: int32('2+'),
          leaderEpoch: int32('2+', { default: -1, ignorable: true }),
          endOffset: int53('2+', { default: -1 }),
        }),
      }),
    },
  },
})
