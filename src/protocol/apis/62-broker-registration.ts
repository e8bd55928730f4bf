import { api, array, bool, int16, int32, int53, string, uint16, uuid } from '../schema.ts'

/**
 * Key 62. A starting broker makes itself known to the controller (KIP-631).
 * Source: BrokerRegistrationRequest.json, BrokerRegistrationResponse.json.
 */
export const BrokerRegistration = api({
  key: 62, name: 'BrokerRegistration', listeners: ['controller'],
  request: {
    valid: '0-4', flexible: '0+',
    fields: {
      brokerId: int32('0+'),
      clusterId: string('0+'),
      incarnationId: uuid('0+'),
      listeners: array('0+', { name: string('0+'), host: string('0+'), port: uint16('0+'), securityProtocol: int16('0+') }),
      features: array('0+', { name: string('0+'), minSupportedVersion: int16('0+'), maxSupportedVersion: int16('0+') }),
      rack: string('0+', { nullable: '0+' }),
      isMigratingZkBroker: bool('1+'),
      logDirs: array('2+', 'uuid', { ignorable: true }),
      previousBrokerEpoch: int53('3+', { default: -1, ignorable: true }),
    },
  },
  response: {
    valid: '0-4', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+'), brokerEpoch: int53('0+', { default: -1 }) },
  },
})
