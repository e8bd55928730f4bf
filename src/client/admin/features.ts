import { ApiVersions } from '../../protocol/apis/18-api-versions.ts'
import { UpdateFeatures } from '../../protocol/apis/57-update-features.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { Refusal, single, type Outcome } from './operation.ts'

/* Feature levels of a cluster (KIP-584, KIP-778). */

export interface DescribeFeaturesCommand { readonly do: 'describeFeatures'; /** Whose view of it; left out: any broker's. */ readonly node?: number }
interface VersionRange { readonly min: number; readonly max: number }
export interface Features {
  readonly finalized: Readonly<Record<string, VersionRange>>
  /** Null when nothing is finalized. */
  readonly finalizedEpoch: number | null
  readonly supported: Readonly<Record<string, VersionRange>>
}

/** ApiVersions as a client of this name; from version 3 on it brings features. */
export const SOFTWARE = { clientSoftwareName: 'kafka-terrarium', clientSoftwareVersion: '1.0' }

type Describe = typeof ApiVersions
export const describeFeatures = single<DescribeFeaturesCommand, Features, Describe['request']['fields'], Describe['response']['fields']>({
  api: ApiVersions,
  versions: [3, 4],
  whom: ({ node }) => node === undefined ? { to: 'any' } : { to: 'node', node },
  request: () => SOFTWARE,
  read({ errorCode, finalizedFeatures, finalizedFeaturesEpoch, supportedFeatures }) {
    if (errorCode !== Errors.NONE) throw new Refusal(outcomeOf(errorCode).message!)
    return {
      finalized: byName(finalizedFeatures.map(({ name, minVersionLevel, maxVersionLevel }) => [name, { min: minVersionLevel, max: maxVersionLevel }])),
      finalizedEpoch: finalizedFeaturesEpoch < 0 ? null : finalizedFeaturesEpoch,
      supported: byName(supportedFeatures.map(({ name, minVersion, maxVersion }) => [name, { min: minVersion, max: maxVersion }])),
    }
  },
})

const byName = (ranges: readonly [name: string, range: VersionRange][]): Record<string, VersionRange> =>
  Object.fromEntries([...ranges].sort(([a], [b]) => a < b ? -1 : 1))

export interface UpdateFeaturesCommand {
  readonly do: 'updateFeatures'
  readonly updates: readonly { readonly feature: string; readonly level: number; readonly type: 'upgrade' | 'safeDowngrade' | 'unsafeDowngrade' }[]
  readonly validateOnly?: boolean
}
/** All features that were named, or why none of them is changed. */
export interface UpdatedFeature extends Outcome { readonly feature: string }

/** FeatureUpdate.UpgradeType. */
const TYPES = { upgrade: 1, safeDowngrade: 2, unsafeDowngrade: 3 } as const

type Update = typeof UpdateFeatures
export const updateFeatures = single<UpdateFeaturesCommand, UpdatedFeature[], Update['request']['fields'], Update['response']['fields']>({
  api: UpdateFeatures,
  versions: [1, 2],
  whom: () => ({ to: 'controller' }),
  request: ({ updates, validateOnly = false }) => ({
    timeoutMs: 30_000, validateOnly,
    featureUpdates: updates.map(({ feature, level, type }) => ({ feature, maxVersionLevel: level, upgradeType: TYPES[type] })),
  }),
  read({ errorCode, errorMessage }, { updates }) {
    if (errorCode === Errors.NOT_CONTROLLER) return errorCode
    return updates.map(({ feature }) => ({ feature, ...outcomeOf(errorCode, errorMessage) }))
  },
})
