import { api, bool, bytes, int16, int32, int8, uuid } from '../schema.ts'

/** Key 72. A client pushes its metrics (KIP-714). Source: PushTelemetryRequest.json, PushTelemetryResponse.json. */
export const PushTelemetry = api({
  key: 72, name: 'PushTelemetry', listeners: ['broker'],
  request: {
    valid: '0', flexible: '0+',
    fields: {
      clientInstanceId: uuid('0+'),
      subscriptionId: int32('0+'),
      terminating: bool('0+'),
      compressionType: int8('0+'),
      metrics: bytes('0+'),
    },
  },
  response: {
    valid: '0', flexible: '0+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+') },
  },
})
