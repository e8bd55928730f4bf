import { api, bytes, int16, int32, int53 } from '../schema.ts'

/** Key 40. Makes a delegation token expire (KIP-48). Source: ExpireDelegationTokenRequest.json, ExpireDelegationTokenResponse.json. */
export const ExpireDelegationToken = api({
  key: 40, name: 'ExpireDelegationToken', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-2', flexible: '2+',
    fields: { hmac: bytes('1+'), expiryTimePeriodMs: int53('1+') },
  },
  response: {
    valid: '1-2', flexible: '2+',
    fields: { errorCode: int16('1+'), expiryTimestampMs: int53('1+'), throttleTimeMs: int32('1+') },
  },
})
