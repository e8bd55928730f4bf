import { api, array, int16, int32, int53, string, uuid } from '../schema.ts'

/** Key 8. Stores a group's offsets. Source: OffsetCommitRequest.json, OffsetCommitResponse.json. */
export const OffsetCommit = api({
  key: 8, name: 'OffsetCommit', listeners: ['broker'],
  request: {
    valid: '2-10', flexible: '8+',
    fields: {
      groupId: string('2+'),
      generationIdOrMemberEpoch: int32('2+', { default: -1, ignorable: true }),
      memberId: string('2+', { ignorable: true }),
      groupInstanceId: string('7+', { nullable: '7+', default: null }),
      retentionTimeMs: int53('2-4', { default: -1, ignorable: true }),
      topics: array('2+', {
        name: string('2-9', { ignorable: true }),
        topicId: uuid('10+', { ignorable: true }),
        partitions: array('2+', {
          partitionIndex: int32('2+'),
          committedOffset: int53('2+'),
          committedLeaderEpoch: int32('6+', { default: -1, ignorable: true }),
          committedMetadata: string('2+', { nullable: '2+' }),
        }),
      }),
    },
  },
  response: {
    valid: '2-10', flexible: '8+',
    fields: {
      throttleTimeMs: int32('3+', { ignorable: true }),
      topics: array('2+', {
        name: string('2-9', { ignorable: true }),
        topicId: uuid('10+', { ignorable: true }),
        partitions: array('2+', { partitionIndex: int32('2+'), errorCode: int16('2+') }),
      }),
    },
  },
})
