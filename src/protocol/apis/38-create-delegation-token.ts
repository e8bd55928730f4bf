import { api, array, bytes, int16, int32, int53, string } from '../schema.ts'

/** Key 38. Creates a delegation token (KIP-48). Source: CreateDelegationTokenRequest.json, CreateDelegationTokenResponse.json. */
export const CreateDelegationToken = api({
  key: 38, name: 'CreateDelegationToken', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-3', flexible: '2+',
    fields: {
      ownerPrincipalType: string('3+', { nullable: '3+' }),
      ownerPrincipalName: string('3+', { nullable: '3+' }),
      renewers: array('1+', { principalType: string('1+'), principalName: string('1+') }),
      maxLifetimeMs: int53('1+'),
    },
  },
  response: {
    valid: '1-3', flexible: '2+',
    fields: {
      errorCode: int16('1+'),
      principalType: string('1+'),
      principalName: string('1+'),
      tokenRequesterPrincipalType: string('3+'),
      tokenRequesterPrincipalName: string('3+'),
      issueTimestampMs: int53('1+'),
      expiryTimestampMs: int53('1+'),
      maxTimestampMs: int53('1+'),
      tokenId: string('1+'),
      hmac: bytes('1+'),
      throttleTimeMs: int32('1+'),
    },
  },
})
