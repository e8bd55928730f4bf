import { record, type MetadataRecord } from '../metadata/records.ts'
import type { Knowledge } from './deciding.ts'

/* The first records of a cluster, written by the first controller to become active (ActivationRecordsGenerator). */

/** The feature levels of Apache Kafka 4.3 that a new cluster begins with, and the ranges a node supports. */
export const features: readonly { readonly name: string; readonly min: number; readonly max: number; readonly initial: number }[] = [
  { name: 'metadata.version', min: 7, max: 30, initial: 30 },
  { name: 'eligible.leader.replicas.version', min: 0, max: 1, initial: 1 },
  { name: 'group.version', min: 0, max: 1, initial: 1 },
  { name: 'share.version', min: 0, max: 1, initial: 1 },
  { name: 'streams.version', min: 0, max: 1, initial: 1 },
  { name: 'transaction.version', min: 0, max: 2, initial: 2 },
]

const BROKER = 4
const MIN_ISR = 'min.insync.replicas'

/** With ELR on, min.insync.replicas is fixed for the whole cluster from the start (KIP-966). */
export const bootstrapRecords = ({ configs }: Pick<Knowledge, 'configs'>): MetadataRecord[] => [
  record('BeginTransactionRecord', { name: 'Bootstrap records' }),
  ...features.map(({ name, initial }) => record('FeatureLevelRecord', { name, featureLevel: initial })),
  record('ConfigRecord', { resourceType: BROKER, resourceName: '', name: MIN_ISR, value: String(configs.broker().number(MIN_ISR)) }),
  record('EndTransactionRecord', {}),
]
