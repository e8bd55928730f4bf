import { api, int16, int32, string } from '../schema.ts'

/** Key 64. Takes a broker's registration out of the cluster (KIP-631). Source: UnregisterBrokerRequest.json, UnregisterBrokerResponse.json. */
export const UnregisterBroker = api({
  key: 64, name: 'UnregisterBroker', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0', flexible: '0+',
    fields: { brokerId: int32('0+') },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }) },
  },
})
