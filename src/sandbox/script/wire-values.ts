import { utf8Encode } from '../../protocol/utf8.ts'
import type { WireMessage, WireValue } from '../realm/values.ts'
import { textToBytes } from '../turn.ts'
import { AskError } from './asked.ts'

/** What a realm says is a key, value or header is looked at before it is believed. */
export function bytesOf(value: unknown): Uint8Array | null {
  if (value === null || value === undefined) return null
  const { t, b } = value as { t?: unknown; b?: unknown }
  if (typeof t === 'string') return utf8Encode(t)
  if (typeof b === 'string') return textToBytes(b)
  throw new AskError('KafkaJSNonRetriableError', 'a key, value or header must be a string, a Buffer or null')
}

export interface CheckedMessage {
  key: Uint8Array | null
  value: Uint8Array | null
  partition: number | null
  timestamp: number | null
  headers: { key: string; value: Uint8Array | null }[]
}

export function checkedMessage(given: unknown): CheckedMessage {
  const { key, value, partition, timestamp, headers } = (given ?? {}) as Partial<Record<keyof WireMessage, unknown>>
  return {
    key: bytesOf(key), value: bytesOf(value),
    partition: wholeOrNull(partition, 'partition'), timestamp: wholeOrNull(timestamp, 'timestamp'),
    headers: Array.isArray(headers) ? headers.map(each => ({ key: String((each as [string, WireValue])[0]), value: bytesOf((each as [string, WireValue])[1]) })) : [],
  }
}

function wholeOrNull(value: unknown, what: string): number | null {
  if (value === undefined || value === null) return null
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new AskError('KafkaJSNonRetriableError', `${what} must be a whole number, not ${String(value)}`)
  return number
}
