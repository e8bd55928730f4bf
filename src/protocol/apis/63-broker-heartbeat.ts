import { api, array, bool, int16, int32, int53 } from '../schema.ts'

/** Key 63. A broker says that it lives, and what it would like to be (KIP-631). Source: BrokerHeartbeatRequest.json, BrokerHeartbeatResponse.json. */
export const BrokerHeartbeat = api({
  key: 63, name: 'BrokerHeartbeat', listeners: ['controller'],
  request: {
    valid: '0-2', flexible: '0+',
    fields: {
      brokerId: int32('0+'),
      brokerEpoch: int53('0+', { default: -1 }),
      currentMetadataOffset: int53('0+'),
      wantFence: bool('0+'),
      wantShutDown: bool('0+'),
      offlineLogDirs: array('1+', 'uuid', { tag: 0, tagged: '1+' }),
      cordonedLogDirs: array('2+', 'uuid', { nullable: '2+', tag: 1, tagged: '2+', default: null }),
    },
  },
  response: {
    valid: '0-2', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      isCaughtUp: bool('0+'),
      isFenced: bool('0+', { default: true }),
      shouldShutDown: bool('0+'),
    },
  },
})
