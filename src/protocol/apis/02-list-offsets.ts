import { api, array, int16, int32, int53, int8, string } from '../schema.ts'

/** Key 2. Finds offsets by timestamp, and the ends of a log. Source: ListOffsetsRequest.json, ListOffsetsResponse.json. */
export const ListOffsets = api({
  key: 2, name: 'ListOffsets', listeners: ['broker'],
  request: {
    valid: '1-11', flexible: '6+',
    fields: {
      replicaId: int32('1+'),
      isolationLevel: int8('2+'),
      topics: array('1+', {
        name: string('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          currentLeaderEpoch: int32('4+', { default: -1, ignorable: true }),
          timestamp: int53('1+'),
        }),
      }),
      timeoutMs: int32('10+', { ignorable: true }),
    },
  },
  response: {
    valid: '1-11', flexible: '6+',
    fields: {
      throttleTimeMs: int32('2+', { ignorable: true }),
      topics: array('1+', {
        name: string('1+'),
        partitions: array('1+', {
          partitionIndex: int32('1+'),
          errorCode: int16('1+'),
          timestamp: int53('1+', { default: -1 }),
          offset: int53('1+', { default: -1 }),
          leaderEpoch: int32('4+', { default: -1 }),
        }),
      }),
    },
  },
})
