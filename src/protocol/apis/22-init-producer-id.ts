import { api, bool, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 22. Gives out a producer id and epoch, or raises the epoch (KIP-98, KIP-360).
 * Source: InitProducerIdRequest.json, InitProducerIdResponse.json.
 */
export const InitProducerId = api({
  key: 22, name: 'InitProducerId', listeners: ['broker'], latestVersionUnstable: true,
  request: {
    valid: '0-6', flexible: '2+',
    fields: {
      transactionalId: string('0+', { nullable: '0+' }),
      transactionTimeoutMs: int32('0+'),
      producerId: int53('3+', { default: -1 }),
      producerEpoch: int16('3+', { default: -1 }),
      enable2Pc: bool('6+'),
      keepPreparedTxn: bool('6+'),
    },
  },
  response: {
    valid: '0-6', flexible: '2+',
    fields: {
      throttleTimeMs: int32('0+', { ignorable: true }),
      errorCode: int16('0+'),
      producerId: int53('0+', { default: -1 }),
      producerEpoch: int16('0+'),
      ongoingTxnProducerId: int53('6+', { default: -1 }),
      ongoingTxnProducerEpoch: int16('6+', { default: -1 }),
    },
  },
})
