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

function checksum(t: Int32Array, b: Uint8Array, from: number, to: number, sofar: number): number {
  let crc = ~sofar
  let i = from
  for (const last = to - 16; i <= last; i += 16) {
    crc ^= b[i]! | (b[i + 1]! << 8) | (b[i + 2]! << 16) | (b[i + 3]! << 24)
    crc = t[0xf00 + (crc & 0xff)]! ^ t[0xe00 + ((crc >>> 8) & 0xff)]! ^ t[0xd00 + ((crc >>> 16) & 0xff)]! ^ t[0xc00 + (crc >>> 24)]!
      ^ t[0xb00 + b[i + 4]!]! ^ t[0xa00 + b[i + 5]!]! ^ t[0x900 + b[i + 6]!]! ^ t[0x800 + b[i + 7]!]!
      ^ t[0x700 + b[i + 8]!]! ^ t[0x600 + b[i + 9]!]! ^ t[0x500 + b[i + 10]!]! ^ t[0x400 + b[i + 11]!]!
      ^ t[0x300 + b[i + 12]!]! ^ t[0x200 + b[i + 13]!]! ^ t[0x100 + b[i + 14]!]! ^ t[b[i + 15]!]!
  }
  for (; i < to; i++) crc = (crc >>> 8) ^ t[(crc ^ b[i]!) & 0xff]!
  return ~crc >>> 0
}
