import { message, array, bytes, int32, int53, string, uuid } from '../schema.ts'

/*
 * What stands in `__consumer_offsets` for classic groups: keys begin with their int16 type, values with their int16 version.
 */

/** Type 0. Source: LegacyOffsetCommitKey.json. */
export const LegacyOffsetCommitKey = message({
  name: 'LegacyOffsetCommitKey', valid: '0', flexible: 'none',
  fields: { group: string('0+'), topic: string('0+'), partition: int32('0+') },
})

/** Type 0. Source: LegacyOffsetCommitValue.json. */
export const LegacyOffsetCommitValue = message({
  name: 'LegacyOffsetCommitValue', valid: '0', flexible: 'none',
  fields: { offset: int53('0+'), metadata: string('0+'), commitTimestamp: int53('0+') },
})

/** Type 1. Source: OffsetCommitKey.json. */
export const OffsetCommitKey = message({
  name: 'OffsetCommitKey', valid: '0', flexible: 'none',
  fields: { group: string('0+'), topic: string('0+'), partition: int32('0+') },
})

/** Type 1. Source: OffsetCommitValue.json. */
export const OffsetCommitValue = message({
  name: 'OffsetCommitValue', valid: '0-4', flexible: '4+',
  fields: {
    offset: int53('0+'),
    leaderEpoch: int32('3+', { default: -1, ignorable: true }),
    metadata: string('0+'),
    commitTimestamp: int53('0+'),
    expireTimestamp: int53('1', { default: -1, ignorable: true }),
    topicId: uuid('4+', { tag: 0, tagged: '4+', ignorable: true }),
  },
})

/** Type 2. Source: GroupMetadataKey.json. */
export const GroupMetadataKey = message({
  name: 'GroupMetadataKey', valid: '0', flexible: 'none',
  fields: { group: string('0+') },
})

/** Type 2. Source: GroupMetadataValue.json. */
export const GroupMetadataValue = message({
  name: 'GroupMetadataValue', valid: '0-4', flexible: '4+',
  fields: {
    protocolType: string('0+'),
    generation: int32('0+'),
    protocol: string('0+', { nullable: '0+' }),
    leader: string('0+', { nullable: '0+' }),
    currentStateTimestamp: int53('2+', { default: -1, ignorable: true }),
    members: array('0+', {
      memberId: string('0+'),
      groupInstanceId: string('3+', { nullable: '3+', default: null, ignorable: true }),
      clientId: string('0+'),
      clientHost: string('0+'),
      rebalanceTimeout: int32('1+', { default: -1, ignorable: true }),
      sessionTimeout: int32('0+'),
      subscription: bytes('0+'),
      assignment: bytes('0+'),
    }),
  },
})
