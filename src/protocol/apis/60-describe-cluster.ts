import { api, array, bool, int16, int32, int8, string } from '../schema.ts'

/** Key 60. The brokers or controllers of the cluster (KIP-700, KIP-919). Source: DescribeClusterRequest.json, DescribeClusterResponse.json. */
export const DescribeCluster = api({
  key: 60, name: 'DescribeCluster', listeners: ['broker', 'controller'],
  request: {
    valid: '0-2', flexible: '0+',
    fields: {
      includeClusterAuthorizedOperations: bool('0+'),
      endpointType: int8('1+', { default: 1 }),
      includeFencedBrokers: bool('2+'),
    },
  },
  response: {
    valid: '0-2', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+', default: null }),
      endpointType: int8('1+', { default: 1 }),
      clusterId: string('0+'),
      controllerId: int32('0+', { default: -1 }),
      brokers: array('0+', {
        brokerId: int32('0+'),
        host: string('0+'),
        port: int32('0+'),
        rack: string('0+', { nullable: '0+', default: null }),
        isFenced: bool('2+'),
      }),
      clusterAuthorizedOperations: int32('0+', { default: -2147483648 }),
    },
  },
})
