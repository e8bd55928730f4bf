import { api, array, bool, float64, int16, int32, int8, string } from '../schema.ts'

/** Key 48. Lists client quotas that match a filter (KIP-546). Source: DescribeClientQuotasRequest.json, DescribeClientQuotasResponse.json. */
export const DescribeClientQuotas = api({
  key: 48, name: 'DescribeClientQuotas', listeners: ['broker'],
  request: {
    valid: '0-1', flexible: '1+',
    fields: {
      components: array('0+', { entityType: string('0+'), matchType: int8('0+'), match: string('0+', { nullable: '0+' }) }),
      strict: bool('0+'),
    },
  },
  response: {
    valid: '0-1', flexible: '1+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+' }),
      entries: array('0+', {
        entity: array('0+', { entityType: string('0+'), entityName: string('0+', { nullable: '0+' }) }),
        values: array('0+', { key: string('0+'), value: float64('0+') }),
      }, { nullable: '0+' }),
    },
  },
})
