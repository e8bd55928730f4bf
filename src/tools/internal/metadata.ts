import type { Codecs } from '../../env/codecs.ts'
import { applyRecords, configKey, type LoggedRecord } from '../../metadata/apply.ts'
import { EMPTY_IMAGE } from '../../metadata/image.ts'
import { decodeRecord, recordTypes, type RecordData, type RecordName, type StoredRecord } from '../../metadata/records.ts'
import type { Message } from '../../protocol/schema.ts'
import { messageJson } from '../text/message-json.ts'
import { imageLines, type ImageLine } from './image-lines.ts'
import { fieldsOf, placeOf, readOwn, type Files, type OwnLog } from './stored.ts'

export interface MetadataLog extends OwnLog {
  /** What a node knows that has applied all up to an offset, and what the last of it changed. */
  imageAt(offset: number): readonly ImageLine[]
}

/** `__cluster_metadata`, as any node of the cluster has it. */
export function readMetadata(files: Files, codecs: Codecs): MetadataLog {
  const logged: LoggedRecord[] = [], names = new Map<string, string>()
  const { rows, damage } = readOwn(files, codecs, place => {
    const record = decodeRecord(place.record.value ?? new Uint8Array(0)), at = placeOf(place)
    logged.push({ offset: at.offset, epoch: at.epoch, record })
    if (record.is === 'TopicRecord') names.set(record.data.topicId, record.data.name)
    return { ...at, is: record.is, about: aboutOf(record, names), key: {}, value: fieldsOf(jsonOf(record)) }
  })
  return { rows: rows.map(row => ({ ...row, supersededBy: null })), damage, imageAt: offset => imageAt(logged, offset) }
}

const jsonOf = ({ is, version, data }: StoredRecord): string => messageJson(recordTypes[is].message as Message, version, data)

function imageAt(logged: readonly LoggedRecord[], offset: number): readonly ImageLine[] {
  const before = applyRecords(EMPTY_IMAGE, logged.filter(each => each.offset < offset)).to
  return imageLines(applyRecords(before, logged.filter(each => each.offset === offset)))
}

type Names = ReadonlyMap<string, string>
type About = { readonly [N in RecordName]?: (data: RecordData<N>, names: Names) => string }

const topicOf = (id: string, names: Names): string => names.get(id) ?? id

/** What a record speaks of, by its type. */
const ABOUT: About = {
  RegisterBrokerRecord: ({ brokerId }) => `broker ${brokerId}`, UnregisterBrokerRecord: ({ brokerId }) => `broker ${brokerId}`,
  FenceBrokerRecord: ({ id }) => `broker ${id}`, UnfenceBrokerRecord: ({ id }) => `broker ${id}`,
  BrokerRegistrationChangeRecord: ({ brokerId }) => `broker ${brokerId}`, RegisterControllerRecord: ({ controllerId }) => `controller ${controllerId}`,
  TopicRecord: ({ name }) => name, RemoveTopicRecord: ({ topicId }, names) => topicOf(topicId, names),
  PartitionRecord: ({ topicId, partitionId }, names) => `${topicOf(topicId, names)}-${partitionId}`,
  PartitionChangeRecord: ({ topicId, partitionId }, names) => `${topicOf(topicId, names)}-${partitionId}`,
  ConfigRecord: ({ resourceType, resourceName, name }) => `${configKey(resourceType, resourceName)} ${name}`,
  FeatureLevelRecord: ({ name }) => name, ProducerIdsRecord: ({ brokerId }) => `broker ${brokerId}`,
}

const aboutOf = ({ is, data }: StoredRecord, names: Names): string =>
  (ABOUT[is] as ((data: unknown, names: Names) => string) | undefined)?.(data, names) ?? ''
