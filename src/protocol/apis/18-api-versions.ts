import { api, array, bool, int16, int32, int53, string } from '../schema.ts'

/**
 * Key 18. Which APIs and versions a node serves, and the cluster's features (KIP-511, KIP-584).
 * Source: ApiVersionsRequest.json, ApiVersionsResponse.json.
 */
export const ApiVersions = api({
  key: 18, name: 'ApiVersions', listeners: ['broker', 'controller'],
  request: {
    valid: '0-4', flexible: '3+',
    fields: {
      clientSoftwareName: string('3+', { ignorable: true }),
      clientSoftwareVersion: string('3+', { ignorable: true }),
    },
  },
  response: {
    valid: '0-4', flexible: '3+',
    fields: {
      errorCode: int16('0+'),
      apiKeys: array('0+', { apiKey: int16('0+'), minVersion: int16('0+'), maxVersion: int16('0+') }),
      throttleTimeMs: int32('1+', { ignorable: true }),
      supportedFeatures: array('3+', { name: string('3+'), minVersion: int16('3+'), maxVersion: int16('3+') }, { tag: 0, tagged: '3+', ignorable: true }),
      finalizedFeaturesEpoch: int53('3+', { tag: 1, tagged: '3+', default: -1, ignorable: true }),
      finalizedFeatures: array('3+', { name: string('3+'), maxVersionLevel: int16('3+'), minVersionLevel: int16('3+') }, { tag: 2, tagged: '3+', ignorable: true }),
      zkMigrationReady: bool('3+', { tag: 3, tagged: '3+', ignorable: true }),
    },
  },
})
