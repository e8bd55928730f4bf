import { api, array, int16, int32, int53, uuid } from '../schema.ts'

/**
 * Key 73. A broker tells the controller which directory a replica lies in (KIP-858).
 * Source: AssignReplicasToDirsRequest.json, AssignReplicasToDirsResponse.json.
 */
export const AssignReplicasToDirs = api({
  key: 73, name: 'AssignReplicasToDirs', listeners: ['controller'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      brokerId: int32('0+'),
      brokerEpoch: int53('0+', { default: -1 }),
      directories: array('0+', {
        id: uuid('0+'),
        topics: array('0+', { topicId: uuid('0+'), partitions: array('0+', { partitionIndex: int32('0+') }) }),
      }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      directories: array('0+', {
        id: uuid('0+'),
        topics: array('0+', { topicId: uuid('0+'), partitions: array('0+', { partitionIndex: int32('0+'), errorCode: int16('0+') }) }),
      }),
    },
  },
})
