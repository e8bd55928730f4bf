import { api, array, bool, float64, int16, int32, string } from '../schema.ts'

const entityData = { entityType: string('0+'), entityName: string('0+', { nullable: '0+' }) }

/** Key 49. Sets and removes client quotas (KIP-546). Source: AlterClientQuotasRequest.json, AlterClientQuotasResponse.json. */
export const AlterClientQuotas = api({
  key: 49, name: 'AlterClientQuotas', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-1', flexible: '1+',
    fields: {
      entries: array('0+', {
        entity: array('0+', entityData),
        ops: array('0+', { key: string('0+'), value: float64('0+'), remove: bool('0+') }),
      }),
      validateOnly: bool('0+'),
    },
  },
  response: {
    valid: '0-1', flexible: '1+',
    fields: {
      throttleTimeMs: int32('0+'),
      entries: array('0+', { errorCode: int16('0+'), errorMessage: string('0+', { nullable: '0+' }), entity: array('0+', entityData) }),
    },
  },
})
