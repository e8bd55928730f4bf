import { api, array, int16, int32, int53, string, uuid } from '../schema.ts'

/**
 * Key 90. Reads where share groups stand in their partitions (KIP-932).
 * Source: DescribeShareGroupOffsetsRequest.json, DescribeShareGroupOffsetsResponse.json.
 */
export const DescribeShareGroupOffsets = api({
  key: 90, name: 'DescribeShareGroupOffsets', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      groups: array('0+', {
        groupId: string('0+'),
        topics: array('0+', { topicName: string('0+'), partitions: array('0+', 'int32') }, { nullable: '0+' }),
      }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      groups: array('0+', {
        groupId: string('0+'),
        topics: array('0+', {
          topicName: string('0+'),
          topicId: uuid('0+'),
          partitions: array('0+', {
            partitionIndex: int32('0+'),
            startOffset: int53('0+'),
            leaderEpoch: int32('0+'),
            lag: int53('1+', { default: -1, ignorable: true }),
            errorCode: int16('0+'),
            errorMessage: string('0+', { nullable: '0+', default: null }),
          }),
        }),
        errorCode: int16('0+'),
        errorMessage: string('0+', { nullable: '0+', default: null }),
      }),
    },
  },
})
