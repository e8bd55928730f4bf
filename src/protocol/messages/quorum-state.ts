import { message, array, int32, int53, string, uuid } from '../schema.ts'

/*
 * The `quorum-state` file of a raft node: JSON of these fields (FileQuorumStateStore.java).
 */

/** Source: QuorumStateData.json. */
export const QuorumStateData = message({
  name: 'QuorumStateData', valid: '0-1', flexible: '0+',
  fields: {
    clusterId: string('0'),
    leaderId: int32('0+', { default: -1 }),
    leaderEpoch: int32('0+', { default: -1 }),
    votedId: int32('0+', { default: -1 }),
    votedDirectoryId: uuid('1+'),
    appliedOffset: int53('0'),
    currentVoters: array('0', { voterId: int32('0') }, { nullable: '0' }),
  },
})
