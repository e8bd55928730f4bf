/**
 * CRC-32C (Castagnoli), as record batches and producer snapshots carry it; sixteen bytes a step ("slicing by 16").
 * CRC-32 (IEEE) beside it, for messages of magic 0 and 1 and for gzip.
 */
const CASTAGNOLI = tables(0x82f6_3b78)
const IEEE = tables(0xedb8_8320)

/** Unsigned 32 bits. */
export const crc32cOf = (bytes: Uint8Array, from = 0, to = bytes.length): number => checksum(CASTAGNOLI, bytes, from, to, 0)
/** `sofar` goes on from the checksum of the bytes before. */
export const crc32Of = (bytes: Uint8Array, from = 0, to = bytes.length, sofar = 0): number => checksum(IEEE, bytes, from, to, sofar)

/** `table[k * 256 + b]`: what byte `b` does to the checksum when `k` bytes follow it in the same step. */
function tables(polynomial: number): Int32Array {
  const table = new Int32Array(16 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    table[byte] = value
  }
  for (let i = 256; i < table.length; i++) {
    const before = table[i - 256]!
    table[i] = (before >>> 8) ^ table[before & 0xff]!
  }
  return table
}

/** Takes four words a step; typed arrays are little-endian wherever browsers and Node run. */
function checksum(t: Int32Array, bytes: Uint8Array, from: number, to: number, sofar: number): number {
  let crc = ~sofar
  let at = from
  for (; at < to && (bytes.byteOffset + at & 3) !== 0; at++) crc = (crc >>> 8) ^ t[(crc ^ bytes[at]!) & 0xff]!
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (to - at) >> 2)
  const steps = words.length & ~3
  for (let i = 0; i < steps; i += 4) {
    const a = crc ^ words[i]!, b = words[i + 1]!, c = words[i + 2]!, d = words[i + 3]!
    crc = t[0xf00 + (a & 0xff)]! ^ t[0xe00 + ((a >>> 8) & 0xff)]! ^ t[0xd00 + ((a >>> 16) & 0xff)]! ^ t[0xc00 + (a >>> 24)]!
      ^ t[0xb00 + (b & 0xff)]! ^ t[0xa00 + ((b >>> 8) & 0xff)]! ^ t[0x900 + ((b >>> 16) & 0xff)]! ^ t[0x800 + (b >>> 24)]!
      ^ t[0x700 + (c & 0xff)]! ^ t[0x600 + ((c >>> 8) & 0xff)]! ^ t[0x500 + ((c >>> 16) & 0xff)]! ^ t[0x400 + (c >>> 24)]!
      ^ t[0x300 + (d & 0xff)]! ^ t[0x200 + ((d >>> 8) & 0xff)]! ^ t[0x100 + ((d >>> 16) & 0xff)]! ^ t[d >>> 24]!
  }
  for (at += steps * 4; at < to; at++) crc = (crc >>> 8) ^ t[(crc ^ bytes[at]!) & 0xff]!
  return ~crc >>> 0
}
