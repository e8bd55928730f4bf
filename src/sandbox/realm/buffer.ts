import { utf8Decode, utf8Encode } from '../../protocol/utf8.ts'

/** As much of Node's Buffer as scripts over Kafka clients use: records' keys, values and headers are these. */
export class RealmBuffer extends Uint8Array {
  static alloc(size: number): RealmBuffer { return new RealmBuffer(size) }
  static isBuffer(value: unknown): boolean { return value instanceof RealmBuffer }
  static byteLength(text: string): number { return utf8Encode(text).length }
  static concat(parts: readonly Uint8Array[]): RealmBuffer {
    const whole = new RealmBuffer(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) { whole.set(part, at); at += part.length }
    return whole
  }
  override toString(encoding = 'utf8', from = 0, to = this.length): string { return encodings[normal(encoding)].decode(this.subarray(from, to)) }
  toJSON() { return { type: 'Buffer', data: Array.from(this) } }
  equals(other: Uint8Array): boolean { return this.length === other.length && this.every((byte, index) => byte === other[index]) }
}

/** `Buffer.from`: set apart from the class, whose base has a `from` of another shape. */
function bufferFrom(value: string | ArrayLike<number> | ArrayBuffer, encoding = 'utf8'): RealmBuffer {
  if (typeof value === 'string') return wrap(encodings[normal(encoding)].encode(value))
  if (value instanceof ArrayBuffer) return new RealmBuffer(value)
  return wrap(Uint8Array.from(value))
}
Object.defineProperty(RealmBuffer, 'from', { value: bufferFrom })
Object.defineProperty(RealmBuffer, 'name', { value: 'Buffer' })

export const wrap = (bytes: Uint8Array): RealmBuffer => new RealmBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length)

interface Encoding { encode(text: string): Uint8Array; decode(bytes: Uint8Array): string }
const latin1: Encoding = {
  encode: text => Uint8Array.from(text, letter => letter.charCodeAt(0) & 0xff),
  decode: bytes => Array.from(bytes, byte => String.fromCharCode(byte)).join(''),
}
const encodings: Record<'utf8' | 'hex' | 'latin1' | 'base64', Encoding> = {
  utf8: { encode: utf8Encode, decode: bytes => utf8Decode(bytes) },
  hex: {
    encode: text => Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], pair => parseInt(pair, 16)),
    decode: bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(''),
  },
  latin1,
  base64: { encode: text => base64Decode(text), decode: bytes => base64Encode(bytes) },
}
function normal(encoding: string): keyof typeof encodings {
  const name = encoding.toLowerCase().replace('-', '')
  if (name === 'binary' || name === 'ascii') return 'latin1'
  if (name === 'utf8' || name === 'hex' || name === 'latin1' || name === 'base64') return name
  throw new TypeError(`Unknown encoding: ${encoding}`)
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
function base64Encode(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += LETTERS[group >> 18]! + LETTERS[(group >> 12) & 63]! + (at + 1 < bytes.length ? LETTERS[(group >> 6) & 63]! : '=') + (at + 2 < bytes.length ? LETTERS[group & 63]! : '=')
  }
  return text
}
function base64Decode(text: string): Uint8Array {
  const out: number[] = []
  let bits = 0, held = 0
  for (const letter of text.replace(/-/g, '+').replace(/_/g, '/')) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) continue
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) { held -= 8; out.push((bits >> held) & 0xff) }
  }
  return Uint8Array.from(out)
}
