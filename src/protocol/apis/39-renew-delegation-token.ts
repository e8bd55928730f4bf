import { api, bytes, int16, int32, int53 } from '../schema.ts'

/** Key 39. Makes a delegation token valid for longer (KIP-48). Source: RenewDelegationTokenRequest.json, RenewDelegationTokenResponse.json. */
export const RenewDelegationToken = api({
  key: 39, name: 'RenewDelegationToken', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-2', flexible: '2+',
    fields: { hmac: bytes('1+'), renewPeriodMs: int53('1+') },
  },
  response: {
    valid: '1-2', flexible: '2+',
    fields: { errorCode: int16('1+'), expiryTimestampMs: int53('1+'), throttleTimeMs: int32('1+') },
  },
})
