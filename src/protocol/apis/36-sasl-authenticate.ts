import { api, bytes, int16, int53, string } from '../schema.ts'

/** Key 36. Carries one step of a SASL exchange (KIP-152). Source: SaslAuthenticateRequest.json, SaslAuthenticateResponse.json. */
export const SaslAuthenticate = api({
  key: 36, name: 'SaslAuthenticate', listeners: ['broker', 'controller'],
  request: {
    valid: '0-2', flexible: '2+',
    fields: { authBytes: bytes('0+') },
  },
  response: {
    valid: '0-2', flexible: '2+',
    fields: {
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+' }),
      authBytes: bytes('0+'),
      sessionLifetimeMs: int53('1+', { ignorable: true }),
    },
  },
})
