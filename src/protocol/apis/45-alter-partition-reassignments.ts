import { api, array, bool, int16, int32, string } from '../schema.ts'

/**
 * Key 45. Starts, changes or cancels the moving of partitions to other brokers (KIP-455).
 * Source: AlterPartitionReassignmentsRequest.json, AlterPartitionReassignmentsResponse.json.
 */
export const AlterPartitionReassignments = api({
  key: 45, name: 'AlterPartitionReassignments', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-1', flexible: '0+',
    fields: {
      timeoutMs: int32('0+', { default: 60000 }),
      allowReplicationFactorChange: bool('1+', { default: true }),
      topics: array('0+', {
        name: string('0+'),
        partitions: array('0+', { partitionIndex: int32('0+'), replicas: array('0+', 'int32', { nullable: '0+', default: null }) }),
      }),
    },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      allowReplicationFactorChange: bool('1+', { default: true, ignorable: true }),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+' }),
      responses: array('0+', {
        name: string('0+'),
        partitions: array('0+', { partitionIndex: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }) }),
      }),
    },
  },
})
