import { message, array, bytes, int32, string } from '../schema.ts'

/*
 * What classic consumers put into JoinGroup and SyncGroup, opaque to the coordinator: int16 version, then one of these.
 */

/** Source: ConsumerProtocolAssignment.json. */
export const ConsumerProtocolAssignment = message({
  name: 'ConsumerProtocolAssignment', valid: '0-3', flexible: 'none',
  fields: {
    assignedPartitions: array('0+', { topic: string('0+'), partitions: array('0+', 'int32') }),
    userData: bytes('0+', { nullable: '0+', default: null }),
  },
})

/** Source: ConsumerProtocolSubscription.json. */
export const ConsumerProtocolSubscription = message({
  name: 'ConsumerProtocolSubscription', valid: '0-3', flexible: 'none',
  fields: {
    topics: array('0+', 'string'),
    userData: bytes('0+', { nullable: '0+', default: null }),
    ownedPartitions: array('1+', { topic: string('1+'), partitions: array('1+', 'int32') }, { ignorable: true }),
    generationId: int32('2+', { default: -1, ignorable: true }),
    rackId: string('3+', { nullable: '3+', default: null, ignorable: true }),
  },
})
