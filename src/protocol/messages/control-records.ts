import { message, array, int16, int32, int53, string, struct, uint16, uuid } from '../schema.ts'

/*
 * Control records in batches: what their key says they are, and their values (ControlRecordType.java, ControlRecordUtils.java).
 */

/** The key of every control record. Source: ControlRecordTypeSchema.json. */
export const ControlRecordTypeSchema = message({
  name: 'ControlRecordTypeSchema', valid: '0', flexible: 'none',
  fields: { type: int16('0+') },
})

/** Source: EndTxnMarker.json. */
export const EndTxnMarker = message({
  name: 'EndTxnMarker', valid: '0', flexible: 'none',
  fields: { coordinatorEpoch: int32('0+') },
})

/** Source: KRaftVersionRecord.json. */
export const KRaftVersionRecord = message({
  name: 'KRaftVersionRecord', valid: '0', flexible: '0+',
  fields: { version: int16('0+'), kRaftVersion: int16('0+') },
})

/** Source: LeaderChangeMessage.json. */
export const LeaderChangeMessage = message({
  name: 'LeaderChangeMessage', valid: '0-1', flexible: '0+',
  fields: {
    version: int16('0+'),
    leaderId: int32('0+'),
    voters: array('0+', { voterId: int32('0+'), voterDirectoryId: uuid('1+') }),
    grantingVoters: array('0+', { voterId: int32('0+'), voterDirectoryId: uuid('1+') }),
  },
})

/** Source: SnapshotFooterRecord.json. */
export const SnapshotFooterRecord = message({
  name: 'SnapshotFooterRecord', valid: '0', flexible: '0+',
  fields: { version: int16('0+') },
})

/** Source: SnapshotHeaderRecord.json. */
export const SnapshotHeaderRecord = message({
  name: 'SnapshotHeaderRecord', valid: '0', flexible: '0+',
  fields: { version: int16('0+'), lastContainedLogTimestamp: int53('0+') },
})

/** Source: VotersRecord.json. */
export const VotersRecord = message({
  name: 'VotersRecord', valid: '0', flexible: '0+',
  fields: {
    version: int16('0+'),
    voters: array('0+', {
      voterId: int32('0+'),
      voterDirectoryId: uuid('0+'),
      endpoints: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+') }),
      kRaftVersionFeature: struct('0+', { minSupportedVersion: int16('0+'), maxSupportedVersion: int16('0+') }),
    }),
  },
})
