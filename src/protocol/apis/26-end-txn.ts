import { api, bool, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 26. Commits or aborts a transaction (KIP-98); from version 5 on the epoch rises with it (KIP-890).
 * Source: EndTxnRequest.json, EndTxnResponse.json.
 */
export const EndTxn = api({
  key: 26, name: 'EndTxn', listeners: ['broker'],
  request: {
    valid: '0-5', flexible: '3+',
    fields: { transactionalId: string('0+'), producerId: int53('0+'), producerEpoch: int16('0+'), committed: bool('0+') },
  },
  response: {
    valid: '0-5', flexible: '3+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      producerId: int53('5+', { default: -1, ignorable: true }),
      producerEpoch: int16('5+', { default: -1, ignorable: true }),
    },
  },
})
