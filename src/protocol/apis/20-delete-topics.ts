import { api, array, int16, int32, string, uuid } from '../schema.ts'

/** Key 20. Deletes topics, by name or id (KIP-516). Source: DeleteTopicsRequest.json, DeleteTopicsResponse.json. */
export const DeleteTopics = api({
  key: 20, name: 'DeleteTopics', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '1-6', flexible: '4+',
    fields: {
      topics: array('6+', { name: string('6+', { nullable: '6+', default: null }), topicId: uuid('6+') }),
      topicNames: array('1-5', 'string', { ignorable: true }),
      timeoutMs: int32('1+'),
    },
  },
  response: {
    valid: '1-6', flexible: '4+',
    fields: {
      throttleTimeMs: int32('1+', { ignorable: true }),
      responses: array('1+', {
        name: string('1+', { nullable: '6+' }),
        topicId: uuid('6+', { ignorable: true }),
        errorCode: int16('1+'),
        errorMessage: string('5+', { nullable: '5+', default: null, ignorable: true }),
      }),
    },
  },
})
