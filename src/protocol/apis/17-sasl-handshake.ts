import { api, array, int16, string } from '../schema.ts'

/** Key 17. Agrees on a SASL mechanism before authentication (KIP-43). Source: SaslHandshakeRequest.json, SaslHandshakeResponse.json. */
export const SaslHandshake = api({
  key: 17, name: 'SaslHandshake', listeners: ['broker', 'controller'],
  request: {
    valid: '0-1', flexible: 'none',
    fields: { mechanism: string('0+') },
  },
  response: {
    valid: '0-1', flexible: 'none',
    fields: { errorCode: int16('0+'), mechanisms: array('0+', 'string') },
  },
})
