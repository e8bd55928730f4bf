import { api, array, bool, int16, int32, int8, string, uuid } from '../schema.ts'

/** Key 19. Creates topics. Source: CreateTopicsRequest.json, CreateTopicsResponse.json. */
export const CreateTopics = api({
  key: 19, name: 'CreateTopics', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '2-7', flexible: '5+',
    fields: {
      topics: array('2+', {
        name: string('2+'),
        numPartitions: int32('2+'),
        replicationFactor: int16('2+'),
        assignments: array('2+', { partitionIndex: int32('2+'), brokerIds: array('2+', 'int32') }),
        configs: array('2+', { name: string('2+'), value: string('2+', { nullable: '2+' }) }),
      }),
      timeoutMs: int32('2+', { default: 60000 }),
      validateOnly: bool('2+'),
    },
  },
  response: {
    valid: '2-7', flexible: '5+',
    fields: {
      throttleTimeMs: int32('2+', { ignorable: true }),
      topics: array('2+', {
        name: string('2+'),
        topicId: uuid('7+', { ignorable: true }),
        errorCode: int16('2+'),
        errorMessage: string('2+', { nullable: '2+', ignorable: true }),
        topicConfigErrorCode: int16('5+', { tag: 0, tagged: '5+', ignorable: true }),
        numPartitions: int32('5+', { default: -1, ignorable: true }),
        replicationFactor: int16('5+', { default: -1, ignorable: true }),
        configs: array('5+', {
          name: string('5+'),
          value: string('5+', { nullable: '5+' }),
          readOnly: bool('5+'),
          configSource: int8('5+', { default: -1, ignorable: true }),
          isSensitive: bool('5+'),
        }, { nullable: '5+', ignorable: true }),
      }),
    },
  },
})
