import type { Annotated, Datum } from '../../session/segments.ts'

export const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0')
export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, hex2).join(' ')
export const place = (at: number): string => at.toString(16).padStart(8, '0')
export const letter = (byte: number): string => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'

const LONGEST = 400
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Text where the bytes are text, else hex. */
export function textOf(bytes: Uint8Array): string {
  const some = bytes.subarray(0, LONGEST), more = bytes.length > LONGEST ? ' …' : ''
  try {
    const text = utf8.decode(some)
    if (!some.some(isControl)) return `"${text}"${more}`
  } catch { /* no text: hex, as below */ }
  return `${hexOf(some)}${more}`
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13

/** A checksum as hex, digits as they are in files: nothing is grouped. */
export const written = ({ name, value }: Pick<Annotated, 'name' | 'value'>): string => {
  if (value === undefined) return ''
  return name === 'crc' ? `0x${(value as number).toString(16).padStart(8, '0')}` : plain(value)
}
const plain = (value: Datum): string => value instanceof Uint8Array ? textOf(value) : typeof value === 'string' ? `"${value}"` : String(value)

export const moment = (ms: number): string => Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : String(ms)
