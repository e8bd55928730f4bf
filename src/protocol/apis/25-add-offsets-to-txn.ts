import { api, int16, int32, int53, string } from '../schema.ts'

/** Key 25. Adds a group's offsets to a transaction (KIP-98). Source: AddOffsetsToTxnRequest.json, AddOffsetsToTxnResponse.json. */
export const AddOffsetsToTxn = api({
  key: 25, name: 'AddOffsetsToTxn', listeners: ['broker'],
  request: {
    valid: '0-4', flexible: '3+',
    fields: { transactionalId: string('0+'), producerId: int53('0+'), producerEpoch: int16('0+'), groupId: string('0+') },
  },
  response: {
    valid: '0-4', flexible: '3+',
    fields: { throttleTimeMs: int32('0+'), errorCode: int16('0+') },
  },
})
