/**
 * CRC-32C (Castagnoli), as record batches and producer snapshots carry it; sixteen bytes a step ("slicing by 16").
 * That is bound by look-ups, one a byte. Two streams side by side came to 0.7 of it, four to 0.75, tables for two bytes at once to 0.5. Tables
 * for eleven bits were a sixth faster alone and a sixth slower in a world: 60 KB of them leave its data no room in the nearest cache.
 * CRC-32 (IEEE) beside it, for messages of magic 0 and 1 and for gzip; four bytes a step.
 */

/** Table `k` of the result: what each byte does to the checksum when `k` bytes follow it in the same step. */
function tables(polynomial: number, count: number): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    return value
  })
  const all = [first]
  while (all.length < count) all.push(all.at(-1)!.map(before => (before >>> 8) ^ first[before & 0xff]!))
  return all
}

const NO_WORDS = new Int32Array(0)

/**
 * Unsigned 32 bits. Typed arrays are little-endian wherever browsers and Node run. The tables are constants of one closure
 * made once: so engines know their lengths (bundlers make constants of modules variables), and no look-up is checked.
 */
export const crc32cOf = sixteenAStep(tables(0x82f6_3b78, 16))

function sixteenAStep(all: readonly Int32Array[]): (bytes: Uint8Array, from?: number, to?: number) => number {
  const c0 = all[0]!, c1 = all[1]!, c2 = all[2]!, c3 = all[3]!, c4 = all[4]!, c5 = all[5]!, c6 = all[6]!, c7 = all[7]!
  const c8 = all[8]!, c9 = all[9]!, c10 = all[10]!, c11 = all[11]!, c12 = all[12]!, c13 = all[13]!, c14 = all[14]!, c15 = all[15]!
  return (bytes, from = 0, to = bytes.length) => {
    let crc = -1
    let at = from
    for (; at < to && (bytes.byteOffset + at & 3) !== 0; at++) crc = (crc >>> 8) ^ c0[(crc ^ bytes[at]!) & 0xff]!
    const words = at < to ? new Int32Array(bytes.buffer, bytes.byteOffset + at, (to - at) >> 2) : NO_WORDS
    const steps = words.length & ~3
    for (let i = 0; i < steps; i += 4) {
      // The one word that the step before decides comes last: the twelve other look-ups need not wait for it.
      const a = crc ^ words[i]!, b = words[i + 1]!, c = words[i + 2]!, d = words[i + 3]!
      const free = c11[b & 0xff]! ^ c10[(b >>> 8) & 0xff]! ^ c9[(b >>> 16) & 0xff]! ^ c8[b >>> 24]!
        ^ (c7[c & 0xff]! ^ c6[(c >>> 8) & 0xff]! ^ c5[(c >>> 16) & 0xff]! ^ c4[c >>> 24]!)
        ^ (c3[d & 0xff]! ^ c2[(d >>> 8) & 0xff]! ^ c1[(d >>> 16) & 0xff]! ^ c0[d >>> 24]!)
      crc = c15[a & 0xff]! ^ c14[(a >>> 8) & 0xff]! ^ (c13[(a >>> 16) & 0xff]! ^ c12[a >>> 24]! ^ free)
    }
    for (at += steps * 4; at < to; at++) crc = (crc >>> 8) ^ c0[(crc ^ bytes[at]!) & 0xff]!
    return ~crc >>> 0
  }
}

const [i0, i1, i2, i3] = tables(0xedb8_8320, 4) as [Int32Array, Int32Array, Int32Array, Int32Array]

/** Unsigned 32 bits; `sofar` goes on from the checksum of the bytes before. */
export function crc32Of(bytes: Uint8Array, from = 0, to = bytes.length, sofar = 0): number {
  let crc = ~sofar
  let at = from
  for (; at + 4 <= to; at += 4) {
    crc = i3[(crc ^ bytes[at]!) & 0xff]! ^ i2[(crc >>> 8 ^ bytes[at + 1]!) & 0xff]!
      ^ i1[(crc >>> 16 ^ bytes[at + 2]!) & 0xff]! ^ i0[(crc >>> 24) ^ bytes[at + 3]!]!
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ i0[(crc ^ bytes[at]!) & 0xff]!
  return ~crc >>> 0
}
