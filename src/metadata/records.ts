import { codecOf, decode } from '../protocol/codec.ts'
import { MalformedError } from '../protocol/malformed.ts'
import * as messages from '../protocol/messages/metadata-records.ts'
import { Reader } from '../protocol/reader.ts'
import type { Input, Message, Value } from '../protocol/schema.ts'
import { Writer } from '../protocol/writer.ts'

/**
 * The records of `__cluster_metadata` (MetadataRecordType): the type on the wire, and the version that metadata.version
 * 4.3-IV0 writes.
 */
export const recordTypes = {
  RegisterBrokerRecord: { type: 0, version: 4, message: messages.RegisterBrokerRecord },
  UnregisterBrokerRecord: { type: 1, version: 0, message: messages.UnregisterBrokerRecord },
  TopicRecord: { type: 2, version: 0, message: messages.TopicRecord },
  PartitionRecord: { type: 3, version: 2, message: messages.PartitionRecord },
  ConfigRecord: { type: 4, version: 0, message: messages.ConfigRecord },
  PartitionChangeRecord: { type: 5, version: 2, message: messages.PartitionChangeRecord },
  FenceBrokerRecord: { type: 7, version: 0, message: messages.FenceBrokerRecord },
  UnfenceBrokerRecord: { type: 8, version: 0, message: messages.UnfenceBrokerRecord },
  RemoveTopicRecord: { type: 9, version: 0, message: messages.RemoveTopicRecord },
  DelegationTokenRecord: { type: 10, version: 0, message: messages.DelegationTokenRecord },
  UserScramCredentialRecord: { type: 11, version: 0, message: messages.UserScramCredentialRecord },
  FeatureLevelRecord: { type: 12, version: 0, message: messages.FeatureLevelRecord },
  ClientQuotaRecord: { type: 14, version: 0, message: messages.ClientQuotaRecord },
  ProducerIdsRecord: { type: 15, version: 0, message: messages.ProducerIdsRecord },
  BrokerRegistrationChangeRecord: { type: 17, version: 0, message: messages.BrokerRegistrationChangeRecord },
  AccessControlEntryRecord: { type: 18, version: 0, message: messages.AccessControlEntryRecord },
  RemoveAccessControlEntryRecord: { type: 19, version: 0, message: messages.RemoveAccessControlEntryRecord },
  NoOpRecord: { type: 20, version: 0, message: messages.NoOpRecord },
  ZkMigrationStateRecord: { type: 21, version: 0, message: messages.ZkMigrationStateRecord },
  RemoveUserScramCredentialRecord: { type: 22, version: 0, message: messages.RemoveUserScramCredentialRecord },
  BeginTransactionRecord: { type: 23, version: 0, message: messages.BeginTransactionRecord },
  EndTransactionRecord: { type: 24, version: 0, message: messages.EndTransactionRecord },
  AbortTransactionRecord: { type: 25, version: 0, message: messages.AbortTransactionRecord },
  RemoveDelegationTokenRecord: { type: 26, version: 0, message: messages.RemoveDelegationTokenRecord },
  RegisterControllerRecord: { type: 27, version: 0, message: messages.RegisterControllerRecord },
  ClearElrRecord: { type: 28, version: 0, message: messages.ClearElrRecord },
} as const satisfies Record<string, { type: number; version: number; message: Message }>

export type RecordTypes = typeof recordTypes
export type RecordName = keyof RecordTypes
export type RecordData<N extends RecordName> = Value<RecordTypes[N]['message']>
/** What a decision appends. */
export type MetadataRecord =
  { [N in RecordName]: { readonly is: N; readonly version: number; readonly data: Input<RecordTypes[N]['message']> } }[RecordName]
/** What a log gives back. */
export type StoredRecord = { [N in RecordName]: { readonly is: N; readonly version: number; readonly data: RecordData<N> } }[RecordName]

/** A record in the version that is written today, or in an older one that says all it has to say. */
type DataOf<N extends RecordName> = Input<RecordTypes[N]['message']>
export const record = <N extends RecordName>(is: N, data: DataOf<N>, version: number = recordTypes[is].version): MetadataRecord =>
  ({ is, version, data }) as MetadataRecord

const FRAME_VERSION = 1
const names = new Map(Object.entries(recordTypes).map(([name, { type }]) => [type as number, name as RecordName]))

/** `frame version · type · version` as unsigned varints, then the message (MetadataRecordSerde). */
export function encodeRecord({ is, version, data }: MetadataRecord): Uint8Array {
  const writer = new Writer(128)
  writer.uvarint(FRAME_VERSION)
  writer.uvarint(recordTypes[is].type)
  writer.uvarint(version)
  codecOf(recordTypes[is].message as Message, version).write(writer, data)
  return writer.done()
}

export function decodeRecord(bytes: Uint8Array): StoredRecord {
  const reader = new Reader(bytes)
  const frame = reader.uvarint()
  if (frame !== FRAME_VERSION) throw new MalformedError(`metadata record in frame version ${frame}`)
  const type = reader.uvarint(), version = reader.uvarint()
  const is = names.get(type)
  if (!is) throw new MalformedError(`metadata record of unknown type ${type}`)
  return { is, version, data: decode(recordTypes[is].message as Message, version, bytes.subarray(reader.at)) } as StoredRecord
}
