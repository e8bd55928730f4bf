import { decodeRecord, recordTypes } from '../../metadata/records.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { int32At, int53At } from '../../protocol/records/ints.ts'
import type { KafkaRecord } from '../../protocol/records/records.ts'
import type { Message } from '../../protocol/schema.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import { illegalArgument } from '../exception.ts'
import { GROUP_KINDS, TRANSACTION_KINDS, keyJson, typeOf, valueJson, type Kinds } from '../text/coordinator-records.ts'
import { messageJson } from '../text/message-json.ts'
import type { Decoder, DumpSettings } from './options.ts'

/** What is printed of a record's key and payload; null: nothing (DumpLogSegments.MessageParser). */
export interface Contents { readonly key: string | null; readonly payload: string | null }
export type Parser = (record: KafkaRecord) => Contents

export const parserFor = ({ decoder, keyClass, valueClass }: DumpSettings): Parser => {
  if (decoder) return DECODED[decoder]
  const key = textDecoder(keyClass), value = textDecoder(valueClass)
  return record => ({ key: record.key && key(record.key), payload: record.value && value(record.value) })
}

/** org.apache.kafka.tools.api.Decoder's own classes. */
const CLASSES: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  StringDecoder: bytes => utf8Decode(bytes),
  DefaultDecoder: bytes => utf8Decode(bytes),
  IntegerDecoder: bytes => String(int32At(bytes, 0)),
  LongDecoder: bytes => String(int53At(bytes, 0)),
}

function textDecoder(className: string): (bytes: Uint8Array) => string {
  const decoder = CLASSES[className.replace(/^(org\.apache\.kafka\.tools\.api|kafka\.serializer)\./, '')]
  if (!decoder) throw illegalArgument(`${className}: there is no such decoder here; there are ${Object.keys(CLASSES).join(', ')}`)
  return decoder
}

const coordinator = (kinds: Kinds): Parser => ({ key, value, offset }) => {
  if (key === null) throw new MalformedError(`Failed to decode message at offset ${offset} using offset topic decoder (message had a missing key)`)
  if (!(typeOf(key) in kinds)) return { key: `Unknown record type ${typeOf(key)} at offset ${offset}, skipping.`, payload: null }
  const read = value && valueJson(kinds, key, value)
  const payload = read ? `{"version":"${read.version}","data":${read.data}}` : '<DELETE>'
  return { key: `{"type":"${typeOf(key)}","data":${keyJson(kinds, key)}}`, payload }
}

/** `REGISTER_BROKER_RECORD`, for what is called RegisterBrokerRecord. */
const enumName = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()

const metadata: Parser = ({ value }) => {
  const { is, version, data } = decodeRecord(value ?? new Uint8Array(0))
  const json = messageJson(recordTypes[is].message as Message, version, data)
  return { key: null, payload: `{"type":"${enumName(is)}","version":${version},"data":${json}}` }
}

const DECODED: Readonly<Record<Decoder, Parser>> = {
  'offsets-decoder': coordinator(GROUP_KINDS), 'transaction-log-decoder': coordinator(TRANSACTION_KINDS),
  'cluster-metadata-decoder': record => {
    try {
      return metadata(record)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return { key: null, payload: `Error at ${record.offset}, skipping. ${error.message}` }
    }
  },
}
