import { api, array, bool, int16, int32, uuid } from '../schema.ts'

/**
 * Key 71. Which metrics a client is to push, and how often (KIP-714).
 * Source: GetTelemetrySubscriptionsRequest.json, GetTelemetrySubscriptionsResponse.json.
 */
export const GetTelemetrySubscriptions = api({
  key: 71, name: 'GetTelemetrySubscriptions', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: { clientInstanceId: uuid('0+') },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      clientInstanceId: uuid('0+'),
      subscriptionId: int32('0+'),
      acceptedCompressionTypes: array('0+', 'int8'),
      pushIntervalMs: int32('0+'),
      telemetryMaxBytes: int32('0+'),
      deltaTemporality: bool('0+'),
      requestedMetrics: array('0+', 'string'),
    },
  },
})
