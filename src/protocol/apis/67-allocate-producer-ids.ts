import { api, int16, int32, int53 } from '../schema.ts'

/**
 * Key 67. A broker takes a block of producer ids from the controller (KIP-730).
 * Source: AllocateProducerIdsRequest.json, AllocateProducerIdsResponse.json.
 */
export const AllocateProducerIds = api({
  key: 67, name: 'AllocateProducerIds', listeners: ['controller'], forwardable: true,
  request: {
    valid: '0', flexible: '0+',
    fields: { brokerId: int32('0+'), brokerEpoch: int53('0+', { default: -1 }) },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      producerIdStart: int53('0+'),
      producerIdLen: int32('0+'),
    },
  },
})
