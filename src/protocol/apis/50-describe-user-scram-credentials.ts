import { api, array, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 50. Lists users' SCRAM credentials, without their secrets (KIP-554).
 * Source: DescribeUserScramCredentialsRequest.json, DescribeUserScramCredentialsResponse.json.
 */
export const DescribeUserScramCredentials = api({
  key: 50, name: 'DescribeUserScramCredentials', listeners: ['broker', 'controller'],
  request: {
    valid: '0', flexible: '0+',
    fields: { users: array('0+', { name: string('0+') }, { nullable: '0+' }) },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+' }),
      results: array('0+', {
        user: string('0+'),
        errorCode: int16('0+'),
        errorMessage: string('0+', { nullable: '0+' }),
        credentialInfos: array('0+', { mechanism: int8('0+'), iterations: int32('0+') }),
      }),
    },
  },
})
