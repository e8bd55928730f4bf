import { api, array, bool, int16, int32, int8, string } from '../schema.ts'

/** Key 57. Raises or lowers finalized feature levels (KIP-584, KIP-778). Source: UpdateFeaturesRequest.json, UpdateFeaturesResponse.json. */
export const UpdateFeatures = api({
  key: 57, name: 'UpdateFeatures', listeners: ['broker', 'controller'], forwardable: true,
  request: {
    valid: '0-2', flexible: '0+',
    fields: {
      timeoutMs: int32('0+', { default: 60000 }),
      featureUpdates: array('0+', {
        feature: string('0+'),
        maxVersionLevel: int16('0+'),
        allowDowngrade: bool('0'),
        upgradeType: int8('1+', { default: 1 }),
      }),
      validateOnly: bool('1+'),
    },
  },
  response: {
    valid: '0-2', flexible: '0+',
    fields: {
      throttleTimeMs: int32('0+'),
      errorCode: int16('0+'),
      errorMessage: string('0+', { nullable: '0+' }),
      results: array('0-1', {
        feature: string('0-1'),
        errorCode: int16('0-1'),
        errorMessage: string('0-1', { nullable: '0-1' }),
      }, { ignorable: true }),
    },
  },
})
