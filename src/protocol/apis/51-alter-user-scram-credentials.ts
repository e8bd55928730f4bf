import { api, array, bytes, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 51. Sets and removes users' SCRAM credentials (KIP-554).
 * Source: AlterUserScramCredentialsRequest.json, AlterUserScramCredentialsResponse.json.
 */
export const AlterUserScramCredentials = api({
  key: 51, name: 'AlterUserScramCredentials', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0', flexible: '0+',
    fields: {
      deletions: array('0+', { name: string('0+'), mechanism: int8('0+') }),
      upsertions: array('0+', {
        name: string('0+'),
        mechanism: int8('0+'),
        iterations: int32('0+'),
        salt: bytes('0+'),
        saltedPassword: bytes('0+'),
      }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      results: array('0+', { user: string('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }) }),
    },
  },
})
