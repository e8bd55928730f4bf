import { api, array, int16, int32, string } from '../schema.ts'

/**
 * Key 34. Moves replicas between log directories of a broker (KIP-113).
 * Source: AlterReplicaLogDirsRequest.json, AlterReplicaLogDirsResponse.json.
 */
export const AlterReplicaLogDirs = api({
  key: 34, name: 'AlterReplicaLogDirs', listeners: ['broker'],
  request: {
    valid: '1-2', flexible: '2+',
    fields: { dirs: array('1+', { path: string('1+'), topics: array('1+', { name: string('1+'), partitions: array('1+', 'int32') }) }) },
  },
  response: {
    valid: '1-2', flexible: '2+',
    fields: {
      throttleTimeMs: int32('1+'),
      results: array('1+', { topicName: string('1+'), partitions: array('1+', { partitionIndex: int32('1+'), errorCode: int16('1+') }) }),
    },
  },
})
