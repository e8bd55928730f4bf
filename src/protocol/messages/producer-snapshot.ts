import { message, array, int16, int32, int53, uint32 } from '../schema.ts'

/*
 * The `.snapshot` file: producer state at a segment boundary (ProducerStateManager.java).
 */

/** Source: ProducerSnapshot.json. */
export const ProducerSnapshot = message({
  name: 'ProducerSnapshot', valid: '1', flexible: 'none',
  fields: {
    crc: uint32('1+'),
    producerEntries: array('1+', {
      producerId: int53('1+'),
      epoch: int16('1+'),
      lastSequence: int32('1+'),
      lastOffset: int53('1+'),
      offsetDelta: int32('1+'),
      timestamp: int53('1+'),
      coordinatorEpoch: int32('1+'),
      currentTxnFirstOffset: int53('1+'),
    }),
  },
})
