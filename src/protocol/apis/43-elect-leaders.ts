import { api, array, int16, int32, int8, string } from '../schema.ts'

/** Key 43. Elects the preferred leader, or an unclean one (KIP-183, KIP-460). Source: ElectLeadersRequest.json, ElectLeadersResponse.json. */
export const ElectLeaders = api({
  key: 43, name: 'ElectLeaders', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-2', flexible: '2+',
    fields: {
      electionType: int8('1+'),
      topicPartitions: array('0+', { topic: string('0+'), partitions: array('0+', 'int32') }, { nullable: '0+' }),
      timeoutMs: int32('0+', { default: 60000 }),
    },
  },
  response: {
    valid: '0-2', flexible: '2+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('1+'),
      replicaElectionResults: array('0+', {
        topic: string('0+'),
        partitionResult: array('0+', { partitionId: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }) }),
      }),
    },
  },
})
