import { MalformedError } from './malformed.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Letter code → its six bits; 255: no letter. */
const VALUES = new Uint8Array(128).fill(255)
for (let value = 0; value < LETTERS.length; value++) VALUES[LETTERS.charCodeAt(value)] = value

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

/** Ids met lately, by a few of their bits: most ids on the wire are those of a handful of topics. */
const MET = 256
const met: ({ readonly words: readonly number[]; readonly text: string } | undefined)[] = Array.from({ length: MET })

/** The same; an id that was met lately is the very string it was then. */
export function knownUuidText(bytes: Uint8Array, at = 0): string {
  const a = wordAt(bytes, at), b = wordAt(bytes, at + 4), c = wordAt(bytes, at + 8), d = wordAt(bytes, at + 12)
  const slot = (a ^ b ^ c ^ d) & (MET - 1)
  const known = met[slot]
  if (known !== undefined && known.words[0] === a && known.words[1] === b && known.words[2] === c && known.words[3] === d) return known.text
  const text = uuidText(bytes, at)
  met[slot] = { words: [a, b, c, d], text }
  return text
}

const wordAt = (bytes: Uint8Array, at: number): number => (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

export function uuidBytes(text: string, into: Uint8Array = new Uint8Array(16), at = 0): Uint8Array {
  if (text.length !== 22) throw new MalformedError(`not a uuid: ${text}`)
  for (let i = 0; i < 20; i += 4) {
    const group = (sixBits(text, i) << 18) | (sixBits(text, i + 1) << 12) | (sixBits(text, i + 2) << 6) | sixBits(text, i + 3)
    into[at++] = group >> 16
    into[at++] = group >> 8
    into[at++] = group
  }
  into[at] = (sixBits(text, 20) << 2) | (sixBits(text, 21) >> 4)
  return into
}

/** As Kafka sorts ids: by their upper and then their lower half, each a signed number (Uuid.compareTo). */
export function byUuid(a: string, b: string): number {
  const left = signedHalves(a), right = signedHalves(b), at = left.findIndex((byte, i) => byte !== right[i])
  return at < 0 ? 0 : left[at]! - right[at]!
}

const signedHalves = (text: string): Uint8Array => uuidBytes(text).map((byte, i) => i % 8 === 0 ? byte ^ 0x80 : byte)

function sixBits(text: string, at: number): number {
  const value = VALUES[text.charCodeAt(at)] ?? 255
  if (value === 255) throw new MalformedError(`not a uuid: ${text}`)
  return value
}
