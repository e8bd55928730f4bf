import { api, array, int16, int32, int53, string, uint16, uuid } from '../schema.ts'

const replicaState = {
  replicaId: int32('0+'),
  replicaDirectoryId: uuid('2+'),
  logEndOffset: int53('0+'),
  lastFetchTimestamp: int53('1+', { default: -1, ignorable: true }),
  lastCaughtUpTimestamp: int53('1+', { default: -1, ignorable: true }),
}

/**
 * Key 55. The state of the raft quorum: leader, voters, observers and how far each has come (KIP-595, KIP-836).
 * Source: DescribeQuorumRequest.json, DescribeQuorumResponse.json.
 */
export const DescribeQuorum = api({
  key: 55, name: 'DescribeQuorum', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-2', flexible: '0+',
    fields: { topics: array('0+', { topicName: string('0+'), partitions: array('0+', { partitionIndex: int32('0+') }) }) },
  },
  response: {
    valid: '0-2', flexible: '0+',
    fields: {
      errorCode: int16('0+'),
      errorMessage: string('2+', { nullable: '2+', ignorable: true }),
      topics: array('0+', {
        topicName: string('0+'),
        partitions: array('0+', {
          partitionIndex: int32('0+'),
          errorCode: int16('0+'),
          errorMessage: string('2+', { nullable: '2+', ignorable: true }),
          leaderId: int32('0+'),
          leaderEpoch: int32('0+'),
          highWatermark: int53('0+'),
          currentVoters: array('0+', replicaState),
          observers: array('0+', replicaState),
        }),
      }),
      nodes: array('2+', { nodeId: int32('2+'), listeners: array('2+', { name: string('2+'), host: string('2+'), port: uint16('2+') }) }),
    },
  },
})
