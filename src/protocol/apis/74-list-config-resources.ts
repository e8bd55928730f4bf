import { api, array, int16, int32, int8, string } from '../schema.ts'

/**
 * Key 74. Lists resources that have configs of their own (KIP-1000, KIP-1142).
 * Source: ListConfigResourcesRequest.json, ListConfigResourcesResponse.json.
 */
export const ListConfigResources = api({
  key: 74, name: 'ListConfigResources', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '0+',
    fields: { resourceTypes: array('1+', 'int8') },
  },
  response: {
    valid: '0-1', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      configResources: array('0+', { resourceName: string('0+'), resourceType: int8('1+', { default: 16, ignorable: true }) }),
    },
  },
})
