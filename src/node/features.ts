import { features as clusterFeatures } from '../metadata/features.ts'

interface FeatureRange { readonly name: string; readonly min: number; readonly max: number }

/** The ranges of features a 4.3 node supports; `kraft.version` is the quorum's own and in no FeatureLevelRecord. */
export const features: readonly FeatureRange[] = [...clusterFeatures, { name: 'kraft.version', min: 0, max: 1 }]
