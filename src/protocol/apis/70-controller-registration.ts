import { api, array, bool, int16, int32, string, uint16, uuid } from '../schema.ts'

/**
 * Key 70. A starting controller makes itself known to the active one (KIP-919).
 * Source: ControllerRegistrationRequest.json, ControllerRegistrationResponse.json.
 */
export const ControllerRegistration = api({
  key: 70, name: 'ControllerRegistration', listeners: ['controller'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      controllerId: int32('0+'),
      incarnationId: uuid('0+'),
      zkMigrationReady: bool('0+'),
      listeners: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+'), securityProtocol: int16('0+') }),
      features: array('0+', { name: string('0+'), minSupportedVersion: int16('0+'), maxSupportedVersion: int16('0+') }),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }) },
  },
})
