import { api, bytes, int16 } from '../schema.ts'

/** Key 58. A broker passes a client's request on to the active controller (KIP-590). Source: EnvelopeRequest.json, EnvelopeResponse.json. */
export const Envelope = api({
  key: 58, name: 'Envelope', listeners: ['controller'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      requestData: bytes('0+'),
      requestPrincipal: bytes('0+', { nullable: '0+' }),
      clientHostAddress: bytes('0+'),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: { responseData: bytes('0+', { nullable: '0+', default: null }), errorCode: int16('0+') },
  },
})
