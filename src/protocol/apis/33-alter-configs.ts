import { api, array, bool, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 33. Replaces all configs of a resource at once (KIP-133); IncrementalAlterConfigs took its place.
 * Source: AlterConfigsRequest.json, AlterConfigsResponse.json.
 */
export const AlterConfigs = api({
  key: 33, name: 'AlterConfigs', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-2', flexible: '2+',
    fields: {
      resources: array('0+', {
        resourceType: int8('0+'),
        resourceName: string('0+'),
        configs: array('0+', { name: string('0+'), value: string('0+', { nullable: '0+' }) }),
      }),
      validateOnly: bool('0+'),
    },
  },
  response: {
    valid: '0-2', flexible: '2+',
    fields: {
      throttleTimeMs: int32('0+'),
      responses: array('0+', {
        errorCode: int16('0+'),
        errorMessage: string('0+', { nullable: '0+' }),
        resourceType: int8('0+'),
        resourceName: string('0+'),
      }),
    },
  },
})
