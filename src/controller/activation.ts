import { features } from '../metadata/features.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import type { Knowledge } from './deciding.ts'

/* The first records of a cluster, written by the first controller to become active (ActivationRecordsGenerator). */

const BROKER = 4
const MIN_ISR = 'min.insync.replicas'

/** With ELR on, min.insync.replicas is fixed for the whole cluster from the start (KIP-966). */
export const bootstrapRecords = ({ configs }: Pick<Knowledge, 'configs'>): MetadataRecord[] => [
  record('BeginTransactionRecord', { name: 'Bootstrap records' }),
  ...features.map(({ name, initial }) => record('FeatureLevelRecord', { name, featureLevel: initial })),
  record('ConfigRecord', { resourceType: BROKER, resourceName: '', name: MIN_ISR, value: String(configs.broker().number(MIN_ISR)) }),
  record('EndTransactionRecord', {}),
]
