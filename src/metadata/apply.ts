import { MetadataDraft } from './draft.ts'
import { resourceKey, type BrokerRegistration, type MetadataDelta, type MetadataImage, type ResourceKey } from './image.ts'
import { mergeChange, partitionOf } from './partition.ts'
import type { RecordData, RecordName, StoredRecord } from './records.ts'

/** What each record does to the image (the `replay` methods of Kafka's deltas). */
const replay: { readonly [N in RecordName]?: (draft: MetadataDraft, data: RecordData<N>) => void } = {
  RegisterBrokerRecord: (draft, data) => draft.setBroker({
    id: data.brokerId, epoch: data.brokerEpoch, incarnationId: data.incarnationId, rack: data.rack,
    listeners: data.endPoints.map(({ name, host, port }) => ({ name, host, port })),
    fenced: data.fenced, inControlledShutdown: data.inControlledShutdown, logDirs: data.logDirs,
  }),
  UnregisterBrokerRecord: (draft, { brokerId }) => draft.removeBroker(brokerId),
  FenceBrokerRecord: (draft, { id }) => changeBroker(draft, id, { fenced: true }),
  UnfenceBrokerRecord: (draft, { id }) => changeBroker(draft, id, { fenced: false }),
  BrokerRegistrationChangeRecord: (draft, data) => changeBroker(draft, data.brokerId, {
    ...(data.fenced !== UNCHANGED && { fenced: data.fenced === FENCE }),
    ...(data.inControlledShutdown !== UNCHANGED && { inControlledShutdown: true }),
    ...(data.logDirs.length > 0 && { logDirs: data.logDirs }),
  }),
  RegisterControllerRecord: (draft, data) => draft.setController({
    id: data.controllerId, incarnationId: data.incarnationId, listeners: data.endPoints.map(({ name, host, port }) => ({ name, host, port })),
  }),
  TopicRecord: (draft, { name, topicId }) => draft.addTopic(name, topicId),
  RemoveTopicRecord: (draft, { topicId }) => draft.removeTopic(topicId),
  PartitionRecord: (draft, data) => { draft.partitions(named(draft, data.topicId))[data.partitionId] = partitionOf(data) },
  PartitionChangeRecord: (draft, data) => {
    const partitions = draft.partitions(named(draft, data.topicId))
    partitions[data.partitionId] = mergeChange(partitions[data.partitionId]!, data)
  },
  ClearElrRecord: (draft, { topicName }) => {
    for (const topic of topicName === '' ? [...draft.topicsNow()] : [topicName]) clearElr(draft, topic)
  },
  ConfigRecord: (draft, data) => draft.setConfig(configKey(data.resourceType, data.resourceName), data.name, data.value),
  FeatureLevelRecord: (draft, { name, featureLevel }) => draft.setFeature(name, featureLevel),
  ProducerIdsRecord: (draft, { nextProducerId }) => { draft.nextProducerId = nextProducerId },
  AbortTransactionRecord: () => { throw new Error('an aborted metadata transaction cannot be undone here') },
}
/** In a BrokerRegistrationChangeRecord: 1 fences, -1 unfences, 0 leaves it. */
const FENCE = 1
const UNCHANGED = 0

type BrokerChange = Partial<Pick<BrokerRegistration, 'fenced' | 'inControlledShutdown' | 'logDirs'>>
function changeBroker(draft: MetadataDraft, id: number, change: BrokerChange): void {
  const broker = draft.broker(id)
  if (!broker) throw new Error(`no broker ${id} is registered`)
  draft.setBroker({ ...broker, ...change })
}

function named(draft: MetadataDraft, topicId: string): string {
  const name = draft.topicName(topicId)
  if (name === undefined) throw new Error(`no topic with id ${topicId}`)
  return name
}

function clearElr(draft: MetadataDraft, topic: string): void {
  draft.peekPartitions(topic).forEach((partition, index) => {
    if (partition.elr.length === 0 && partition.lastKnownElr.length === 0) return
    draft.partitions(topic)[index] = { ...partition, elr: [], lastKnownElr: [], partitionEpoch: partition.partitionEpoch + 1 }
  })
}

/** ConfigResource.Type by its number. */
const resourceTypes: Readonly<Record<number, Parameters<typeof resourceKey>[0]>> = { 2: 'topic', 4: 'broker', 16: 'client-metrics', 32: 'group' }
export function configKey(type: number, name: string): ResourceKey {
  const known = resourceTypes[type]
  if (!known) throw new Error(`no configs are kept for resource type ${type}`)
  return resourceKey(known, name)
}

/** A record in its place in the log. */
export interface LoggedRecord { readonly offset: number; readonly epoch: number; readonly record: StoredRecord }

/**
 * Folds records into an image. What the image does not show (quotas, credentials, access control, no-ops, transaction
 * marks) only moves its offset.
 */
export function applyRecords(from: MetadataImage, records: readonly LoggedRecord[]): MetadataDelta {
  const draft = new MetadataDraft(from)
  for (const { record } of records) replayOne(draft, record)
  const last = records.at(-1)
  return draft.done(last?.offset ?? from.offset, last?.epoch ?? from.epoch)
}

const replayOne = (draft: MetadataDraft, { is, data }: StoredRecord): void =>
  (replay[is] as ((draft: MetadataDraft, data: unknown) => void) | undefined)?.(draft, data)

/** An image at the same moment that only knows a later offset. */
export const movedOn = (image: MetadataImage, offset: number, epoch: number): MetadataImage => ({ ...image, offset, epoch })
