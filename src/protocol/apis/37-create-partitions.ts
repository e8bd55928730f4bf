import { api, array, bool, int16, int32, string } from '../schema.ts'

/** Key 37. Gives a topic more partitions (KIP-195). Source: CreatePartitionsRequest.json, CreatePartitionsResponse.json. */
export const CreatePartitions = api({
  key: 37, name: 'CreatePartitions', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-3', flexible: '2+',
    fields: {
      topics: array('0+', {
        name: string('0+'),
        count: int32('0+'),
        assignments: array('0+', { brokerIds: array('0+', 'int32') }, { nullable: '0+' }),
      }),
      timeoutMs: int32('0+'),
      validateOnly: bool('0+'),
    },
  },
  response: {
    valid: '0-3', flexible: '2+',
    fields: {
      throttleTimeMs: int32('0+'),
      results: array('0+', {
        name: string('0+'),
        errorCode: int16('0+'),
        errorMessage: string('0+', { nullable: '0+', default: null }),
      }),
    },
  },
})
