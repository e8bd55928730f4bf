import type { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import { features } from '../metadata/features.ts'
import { isError, type ApiError, type Decision, type Knowledge } from './deciding.ts'

/*
 * UpdateFeatures (57): raises or lowers finalized feature levels, all that are named or none (FeatureControlManager; KIP-584,
 * KIP-778). v1: validate only; v2: one error for all.
 */

type Asking = Request<typeof UpdateFeatures>
type Update = Asking['featureUpdates'][number]
type Answer = ResponseInput<typeof UpdateFeatures>

/** FeatureUpdate.UpgradeType. */
const UPGRADE = 1, SAFE_DOWNGRADE = 2, UNSAFE_DOWNGRADE = 3

const METADATA_VERSION = 'metadata.version', KRAFT_VERSION = 'kraft.version'
const ranges = new Map<string, { readonly min: number; readonly max: number }>([
  ...features.map(feature => [feature.name, feature] as const), [KRAFT_VERSION, { min: 0, max: 1 }],
])
/** What a level needs of other features (Feature.java). */
const dependencies: Readonly<Record<string, Readonly<Record<number, readonly [feature: string, level: number]>>>> = {
  'eligible.leader.replicas.version': { 1: [METADATA_VERSION, 23] },
}
/** Levels of metadata.version whose records older ones cannot read (MetadataVersion.didMetadataChange). */
const changesMetadata = [7, 8, 11, 13, 14, 15, 17, 23, 30]

export function updateFeatures(knowledge: Knowledge, request: Asking): Decision<Answer> {
  const proposed = new Map(knowledge.image.features)
  for (const { feature, maxVersionLevel } of request.featureUpdates) proposed.set(feature, maxVersionLevel)
  const records: MetadataRecord[] = []
  for (const update of request.featureUpdates) {
    const changed = change(knowledge, update, proposed, request.validateOnly)
    if (isError(changed)) return { records: [], response: refused(changed) }
    records.push(...changed)
  }
  const results = request.featureUpdates.map(({ feature }) => ({ feature, errorCode: Errors.NONE, errorMessage: null }))
  return { records: request.validateOnly ? [] : records, response: { errorCode: Errors.NONE, errorMessage: null, results } }
}

const refused = ({ code, message }: ApiError): Answer => ({
  errorCode: code, errorMessage: `The update failed for all features since the following feature had an error: ${message}`, results: [],
})

const wrong = (message: string): ApiError => ({ code: Errors.INVALID_UPDATE_VERSION, message })

function change(knowledge: Knowledge, update: Update, proposed: ReadonlyMap<string, number>, dry: boolean): MetadataRecord[] | ApiError {
  const { feature, maxVersionLevel: level } = update
  const upgradeType = update.allowDowngrade ? SAFE_DOWNGRADE : update.upgradeType
  const current = knowledge.image.features.get(feature) ?? 0
  const why = notAllowed(knowledge, feature, level, upgradeType, current) ?? missingDependency(feature, level, proposed)
    ?? (feature === KRAFT_VERSION && level !== current && !dry ? FIXED_VOTERS : null)
  if (why !== null) return wrong(`Invalid update version ${level} for feature ${feature}. ${why}`)
  if (feature === METADATA_VERSION && level < current && metadataDiffers(level, current)) return wrong(downgradeRefused(current, level, upgradeType))
  return feature === KRAFT_VERSION ? [] : [record('FeatureLevelRecord', { name: feature, featureLevel: level })]
}

/** kraft.version stands in the quorum's own log, and only a quorum whose voters may change has another than 0. */
const FIXED_VOTERS = 'The voters of this quorum are fixed by controller.quorum.voters.'

function notAllowed({ nodeId }: Knowledge, feature: string, level: number, upgradeType: number, current: number): string | null {
  if (![UPGRADE, SAFE_DOWNGRADE, UNSAFE_DOWNGRADE].includes(upgradeType)) return 'The controller does not support the given upgrade type.'
  if (level < 0) return 'A feature version cannot be less than 0.'
  const range = ranges.get(feature)
  if (!range) return `Local controller ${nodeId} does not support this feature.`
  if (level < range.min || level > range.max) return `Local controller ${nodeId} only supports versions ${range.min}-${range.max}`
  if (level < current && upgradeType === UPGRADE) {
    return "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade."
  }
  return level > current && upgradeType !== UPGRADE ? "Can't downgrade to a newer version." : null
}

function missingDependency(feature: string, level: number, proposed: ReadonlyMap<string, number>): string | null {
  const needed = dependencies[feature]?.[level]
  if (!needed || (proposed.get(needed[0]) ?? 0) >= needed[1]) return null
  return `${feature} could not be set to ${level} because it depends on ${needed[0]} level ${needed[1]}`
}

const metadataDiffers = (low: number, high: number): boolean => changesMetadata.some(level => level > low && level <= high)

const downgradeRefused = (from: number, to: number, upgradeType: number): string =>
  `Unsupported metadata.version downgrade from ${from} to ${to}. ` + (upgradeType === UNSAFE_DOWNGRADE
    ? 'Unsafe metadata downgrade is not supported in this version.'
    : 'Refusing to perform the requested downgrade because it might delete metadata information.')
