import { api, array, int16, int32, int53, int8, uuid } from '../schema.ts'

/** Key 56. A partition's leader proposes a new ISR to the controller (KIP-497). Source: AlterPartitionRequest.json, AlterPartitionResponse.json. */
export const AlterPartition = api({
  key: 56, name: 'AlterPartition', listeners: ['controller'],
  request: {
    valid: '2-3', flexible: '2+',
    fields: {
      brokerId: int32('2+'),
      brokerEpoch: int53('2+', { default: -1 }),
      topics: array('2+', {
        topicId: uuid('2+', { ignorable: true }),
        partitions: array('2+', {
          partitionIndex: int32('2+'),
          leaderEpoch: int32('2+'),
          newIsr: array('2', 'int32'),
          newIsrWithEpochs: array('3+', { brokerId: int32('3+'), brokerEpoch: int53('3+', { default: -1 }) }),
          leaderRecoveryState: int8('2+'),
          partitionEpoch: int32('2+'),
        }),
      }),
    },
  },
  response: {
    valid: '2-3', flexible: '2+',
    fields: {
      throttleTimeMs: int32('2+'),
      errorCode: int16('2+'),
      topics: array('2+', {
        topicId: uuid('2+', { ignorable: true }),
        partitions: array('2+', {
          partitionIndex: int32('2+'),
          errorCode: int16('2+'),
          leaderId: int32('2+'),
          leaderEpoch: int32('2+'),
          isr: array('2+', 'int32'),
          leaderRecoveryState: int8('2+', { ignorable: true }),
          partitionEpoch: int32('2+'),
        }),
      }),
    },
  },
})
