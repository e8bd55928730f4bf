import type { ConsumerRecord } from '../../client/consumer/record-slices.ts'
import type { TimestampType } from '../../protocol/records/batch.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import { GROUP_KINDS, TRANSACTION_KINDS, keyJson, typeOf, valueJson, type Kinds } from '../text/coordinator-records.ts'

/* How kafka-console-consumer.sh writes a record down (org.apache.kafka.tools.consumer). */

const PACKAGE = 'org.apache.kafka.tools.consumer.'
const NAMES = [
  'DefaultMessageFormatter', 'LoggingMessageFormatter', 'NoOpMessageFormatter', 'OffsetsMessageFormatter', 'GroupMetadataMessageFormatter',
  'TransactionLogMessageFormatter',
] as const
export type FormatterName = typeof NAMES[number]

/** By its class, with or without the package; null: there is no such class. */
export const formatterNamed = (text: string): FormatterName | null => NAMES.find(name => text === name || text === PACKAGE + name) ?? null

/** Types of key, as coordinators number them. */
const OFFSETS = [0, 1], GROUP_METADATA = 2, TRANSACTION = 0

type Properties = Readonly<Record<string, string>>
export type Stamped = ConsumerRecord & { readonly timestampType: TimestampType }

/** The text of one record, its line separator included. */
export const formatters: Readonly<Record<FormatterName, (record: Stamped, properties: Properties) => string>> = {
  DefaultMessageFormatter: defaultFormat,
  LoggingMessageFormatter: defaultFormat,
  NoOpMessageFormatter: () => '',
  OffsetsMessageFormatter: coordinatorFormat(GROUP_KINDS, OFFSETS),
  GroupMetadataMessageFormatter: coordinatorFormat(GROUP_KINDS, [GROUP_METADATA]),
  TransactionLogMessageFormatter: coordinatorFormat(TRANSACTION_KINDS, [TRANSACTION]),
}

/** One JSON object after the other, and nothing between them (CoordinatorRecordMessageFormatter); other types of key are passed over. */
function coordinatorFormat(kinds: Kinds, types: readonly number[]): (record: Stamped) => string {
  return ({ key, value }) => {
    if (key === null || !types.includes(typeOf(key))) return ''
    const read = value && valueJson(kinds, key, value)
    return `{"key":{"type":${typeOf(key)},"data":${keyJson(kinds, key)}},"value":${read ? `{"version":${read.version},"data":${read.data}}` : 'null'}}`
  }
}

function defaultFormat(record: Stamped, properties: Properties): string {
  const nothing = properties['null.literal'] ?? 'null'
  const text = (bytes: Uint8Array | null): string => bytes === null ? nothing : utf8Decode(bytes)
  const shown = (name: string, standard = 'false'): boolean => (properties[`print.${name}`] ?? standard).trim().toLowerCase() === 'true'
  const parts = [
    shown('timestamp') && (record.timestamp < 0 ? 'NO_TIMESTAMP' : `${record.timestampType}:${record.timestamp}`),
    shown('partition') && `Partition:${record.partition}`,
    shown('offset') && `Offset:${record.offset}`,
    // Neither comes with the bytes of a record.
    shown('delivery') && 'Delivery:NOT_PRESENT',
    shown('epoch') && 'Epoch:NOT_PRESENT',
    shown('headers') && headersText(record, properties['headers.separator'] ?? ',', text),
    shown('key') && text(record.key),
    shown('value', 'true') && text(record.value),
  ]
  return parts.filter(part => part !== false).join(properties['key.separator'] ?? '\t') + (properties['line.separator'] ?? '\n')
}

const headersText = ({ headers }: Stamped, separator: string, text: (bytes: Uint8Array | null) => string): string =>
  headers.length === 0 ? 'NO_HEADERS' : headers.map(({ key, value }) => `${key}:${text(value)}`).join(separator)
