import { api, array, bool, int16, int32, int53, int8, string } from '../schema.ts'

/**
 * Key 27. The transaction coordinator has markers written by the partitions' leaders (KIP-98).
 * Source: WriteTxnMarkersRequest.json, WriteTxnMarkersResponse.json.
 */
export const WriteTxnMarkers = api({
  key: 27, name: 'WriteTxnMarkers', listeners: ['broker'],
  request: {
    valid: '1-2', flexible: '1+',
    fields: {
      markers: array('1+', {
        producerId: int53('1+'),
        producerEpoch: int16('1+'),
        transactionResult: bool('1+'),
        topics: array('1+', { name: string('1+'), partitionIndexes: array('1+', 'int32') }),
        coordinatorEpoch: int32('1+'),
        transactionVersion: int8('2+', { ignorable: true }),
      }),
    },
  },
  response: {
    valid: '1-2', flexible: '1+',
    fields: {
      markers: array('1+', {
        producerId: int53('1+'),
        topics: array('1+', { name: string('1+'), partitions: array('1+', { partitionIndex: int32('1+'), errorCode: int16('1+') }) }),
      }),
    },
  },
})
