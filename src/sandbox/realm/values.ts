import { textToBytes, bytesToText } from '../turn.ts'
import { RealmBuffer, wrap } from './buffer.ts'

/** Keys, values and headers on their way to the world: text as it is, bytes as char codes. */
export type WireValue = null | { t: string } | { b: string }
export interface WireMessage { key: WireValue; value: WireValue; partition?: number; timestamp?: string; headers: [string, WireValue][] }
/** A record on its way to the script. */
export interface WireRecord { offset: string; timestamp: string; key: string | null; value: string | null; headers: [string, string | null][]; size: number }

export function toWire(value: unknown, what: string): WireValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return { t: value }
  if (value instanceof Uint8Array) return { b: bytesToText(value) }
  throw new TypeError(`${what} must be a string, a Buffer or null, not ${typeof value}`)
}

export interface Message { key?: unknown; value: unknown; partition?: number; timestamp?: string; headers?: Record<string, unknown> }

export const messageToWire = (message: Message): WireMessage => ({
  key: toWire(message.key, 'key'), value: toWire(message.value, 'value'),
  ...(message.partition !== undefined && { partition: message.partition }),
  ...(message.timestamp !== undefined && { timestamp: String(message.timestamp) }),
  headers: Object.entries(message.headers ?? {}).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, WireValue] => [key, toWire(each, `header ${key}`)])),
})

const buffer = (text: string | null): RealmBuffer | null => text === null ? null : wrap(textToBytes(text))

/** A record as both dialects hand it to `eachMessage`. */
export function recordToMessage(record: WireRecord) {
  const headers: Record<string, RealmBuffer | null | (RealmBuffer | null)[]> = {}
  for (const [key, value] of record.headers) {
    const before = headers[key]
    headers[key] = key in headers ? [...(Array.isArray(before) ? before : [before ?? null]), buffer(value)] : buffer(value)
  }
  return { key: buffer(record.key), value: buffer(record.value), timestamp: record.timestamp, offset: record.offset, attributes: 0, headers, size: record.size }
}
