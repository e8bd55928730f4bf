import { message, array, int16, int32, int53, int8, string, uuid } from '../schema.ts'

/*
 * What stands in `__share_group_state`: how far a share-partition has come, and what is in flight (KIP-932).
 */

const stateBatch = { firstOffset: int53('0+'), lastOffset: int53('0+'), deliveryState: int8('0+'), deliveryCount: int16('0+') }

/** Type 0. Source: ShareSnapshotKey.json. */
export const ShareSnapshotKey = message({
  name: 'ShareSnapshotKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), topicId: uuid('0+'), partition: int32('0+') },
})

/** Type 0. Source: ShareSnapshotValue.json. */
export const ShareSnapshotValue = message({
  name: 'ShareSnapshotValue', valid: '0', flexible: '0+',
  fields: {
    snapshotEpoch: int32('0+'),
    stateEpoch: int32('0+'),
    leaderEpoch: int32('0+'),
    startOffset: int53('0+'),
    deliveryCompleteCount: int32('0+', { tag: 0, tagged: '0+', default: -1 }),
    createTimestamp: int53('0+'),
    writeTimestamp: int53('0+'),
    stateBatches: array('0+', stateBatch),
  },
})

/** Type 1. Source: ShareUpdateKey.json. */
export const ShareUpdateKey = message({
  name: 'ShareUpdateKey', valid: '0', flexible: 'none',
  fields: { groupId: string('0+'), topicId: uuid('0+'), partition: int32('0+') },
})

/** Type 1. Source: ShareUpdateValue.json. */
export const ShareUpdateValue = message({
  name: 'ShareUpdateValue', valid: '0', flexible: '0+',
  fields: {
    snapshotEpoch: int32('0+'),
    leaderEpoch: int32('0+'),
    startOffset: int53('0+'),
    deliveryCompleteCount: int32('0+', { tag: 0, tagged: '0+', default: -1 }),
    stateBatches: array('0+', stateBatch),
  },
})
