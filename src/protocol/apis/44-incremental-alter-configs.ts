import { api, array, bool, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 44. Sets, deletes, appends to and subtracts from single configs (KIP-339).
 * Source: IncrementalAlterConfigsRequest.json, IncrementalAlterConfigsResponse.json.
 */
export const IncrementalAlterConfigs = api({
  key: 44, name: 'IncrementalAlterConfigs', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-1', flexible: '1+',
    fields: {
      resources: array('0+', {
        resourceType: int8('0+'),
        resourceName: string('0+'),
        configs: array('0+', { name: string('0+'), configOperation: int8('0+'), value: string('0+', { nullable: '0+' }) }),
      }),
      validateOnly: bool('0+'),
    },
  },
  response: {
    valid: '0-1', flexible: '1+',
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
