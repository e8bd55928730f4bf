import { MalformedError } from './malformed.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]))

export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA'
/** The topic id of `__cluster_metadata` (Uuid.METADATA_TOPIC_ID). */
export const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** 16 bytes as 22 letters of base64url without padding (Uuid.toString). */
export function uuidText(bytes: Uint8Array, at = 0): string {
  let text = ''
  for (let i = 0; i < 15; i += 3) {
    const group = (bytes[at + i]! << 16) | (bytes[at + i + 1]! << 8) | bytes[at + i + 2]!
    text += LETTERS[group >> 18]! + LETTERS[(group >> 12) & 63]! + LETTERS[(group >> 6) & 63]! + LETTERS[group & 63]!
  }
  const last = bytes[at + 15]!
  return text + LETTERS[last >> 2]! + LETTERS[(last & 3) << 4]!
}

export function uuidBytes(text: string, into: Uint8Array = new Uint8Array(16), at = 0): Uint8Array {
  if (text.length !== 22) throw new MalformedError(`not a uuid: ${text}`)
  let bits = 0, held = 0, out = at
  for (const letter of text) {
    const value = VALUES.get(letter)
    if (value === undefined) throw new MalformedError(`not a uuid: ${text}`)
    bits = (bits << 6) | value
    held += 6
    if (held >= 8 && out < at + 16) { held -= 8; into[out++] = (bits >> held) & 0xff; bits &= (1 << held) - 1 }
  }
  return into
}
