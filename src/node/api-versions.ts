import type { MetadataImage } from '../metadata/image.ts'
import { handler, type Handler, type Listener } from '../net/handler.ts'
import type { AdvertisedApi } from '../net/registry.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { Errors } from '../protocol/errors.ts'
import { features } from './features.ts'

const SOFTWARE_NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/

/** ApiVersions (18): what is served here, and which features the cluster has switched on (KIP-35, KIP-511, KIP-584). */
type Advertised = (listener: Listener) => AdvertisedApi[]
export const apiVersionsHandler = (listener: Listener, advertised: Advertised, image: () => MetadataImage): Handler => handler({
  api: ApiVersions,
  handle: ({ clientSoftwareName, clientSoftwareVersion }, { version }) => {
    const named = version < 3 || (SOFTWARE_NAME.test(clientSoftwareName) && SOFTWARE_NAME.test(clientSoftwareVersion))
    if (!named) return { errorCode: Errors.INVALID_REQUEST }
    const { features: finalized, offset } = image()
    return {
      errorCode: Errors.NONE,
      apiKeys: advertised(listener),
      supportedFeatures: features.filter(({ min }) => version >= 4 || min > 0)
        .map(({ name, min, max }) => ({ name, minVersion: min, maxVersion: max })),
      finalizedFeaturesEpoch: offset,
      finalizedFeatures: [...finalized].map(([name, level]) => ({ name, maxVersionLevel: level, minVersionLevel: level })),
    }
  },
  refuse: (_, errorCode) => ({ errorCode }),
})
