import { codecOf } from '../codec.ts'
import { MalformedError } from '../malformed.ts'
import { Reader } from '../reader.ts'
import { versionsOf, within, type Input, type Message, type Value } from '../schema.ts'
import { Writer } from '../writer.ts'
import * as records from './metadata-records.ts'

/*
 * A record's value in `__cluster_metadata`: frame version 1, type and version as unsigned varints, then the message
 * (AbstractApiMessageSerde, MetadataRecordSerde).
 */

/** Every kind of metadata record by its type number. */
export const METADATA_RECORDS = {
  0: records.RegisterBrokerRecord,
  1: records.UnregisterBrokerRecord,
  2: records.TopicRecord,
  3: records.PartitionRecord,
  4: records.ConfigRecord,
  5: records.PartitionChangeRecord,
  7: records.FenceBrokerRecord,
  8: records.UnfenceBrokerRecord,
  9: records.RemoveTopicRecord,
  10: records.DelegationTokenRecord,
  11: records.UserScramCredentialRecord,
  12: records.FeatureLevelRecord,
  14: records.ClientQuotaRecord,
  15: records.ProducerIdsRecord,
  17: records.BrokerRegistrationChangeRecord,
  18: records.AccessControlEntryRecord,
  19: records.RemoveAccessControlEntryRecord,
  20: records.NoOpRecord,
  21: records.ZkMigrationStateRecord,
  22: records.RemoveUserScramCredentialRecord,
  23: records.BeginTransactionRecord,
  24: records.EndTransactionRecord,
  25: records.AbortTransactionRecord,
  26: records.RemoveDelegationTokenRecord,
  27: records.RegisterControllerRecord,
  28: records.ClearElrRecord,
} as const

type Records = typeof METADATA_RECORDS
export type MetadataRecordType = keyof Records
/** A metadata record of any kind, told apart by `name`: `record.name === 'TopicRecord'` makes `record.value` a topic's. */
export type MetadataRecord = { [T in MetadataRecordType]: { readonly name: NameOf<Records[T]>; readonly type: T; readonly version: number; readonly value: Value<Records[T]> } }[MetadataRecordType]
type NameOf<M> = M extends { readonly name: infer N } ? N : never

const FRAME_VERSION = 1
const TYPES = new Map<Message, number>(Object.entries(METADATA_RECORDS).map(([type, message]) => [message as Message, Number(type)]))

export function encodeMetadataRecord<M extends Records[MetadataRecordType]>(message: M, version: number, value: Input<M>): Uint8Array {
  const writer = new Writer()
  writer.uvarint(FRAME_VERSION)
  writer.uvarint(TYPES.get(message as Message)!)
  writer.uvarint(version)
  codecOf(message as Message, version).write(writer, value)
  return writer.done()
}

export function decodeMetadataRecord(bytes: Uint8Array): MetadataRecord {
  const reader = new Reader(bytes)
  const frame = reader.uvarint()
  if (frame !== FRAME_VERSION) throw new MalformedError(`metadata frame version ${frame}`)
  const [type, version] = [reader.uvarint(), reader.uvarint()]
  const message: Message | undefined = METADATA_RECORDS[type as MetadataRecordType]
  if (!message || !within(versionsOf(message.valid), version)) throw new MalformedError(`metadata record type ${type} version ${version}`)
  const value = codecOf(message, version).read(reader)
  if (reader.left > 0) throw new MalformedError(`${reader.left} bytes left over after ${message.name}`)
  return { name: message.name, type, version, value } as MetadataRecord
}
