import { api, array, bytes, int16, int32, int53, string } from '../schema.ts'

/** Key 41. Lists delegation tokens by owner (KIP-48). Source: DescribeDelegationTokenRequest.json, DescribeDelegationTokenResponse.json. */
export const DescribeDelegationToken = api({
  key: 41, name: 'DescribeDelegationToken', listeners: ['broker', 'controller'],
  request: {
    valid: '1-3', flexible: '2+',
    fields: { owners: array('1+', { principalType: string('1+'), principalName: string('1+') }, { nullable: '1+' }) },
  },
  response: {
    valid: '1-3', flexible: '2+',
    fields: {
      errorCode: int16('1+'),
      tokens: array('1+', {
        principalType: string('1+'),
        principalName: string('1+'),
        tokenRequesterPrincipalType: string('3+'),
        tokenRequesterPrincipalName: string('3+'),
        issueTimestamp: int53('1+'),
        expiryTimestamp: int53('1+'),
        maxTimestamp: int53('1+'),
        tokenId: string('1+'),
        hmac: bytes('1+'),
        renewers: array('1+', { principalType: string('1+'), principalName: string('1+') }),
      }),
      throttleTimeMs: int32('1+'),
    },
  },
})
