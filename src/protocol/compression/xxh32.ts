const P1 = 0x9e37_79b1 | 0, P2 = 0x85eb_ca77 | 0, P3 = 0xc2b2_ae3d | 0, P4 = 0x27d4_eb2f, P5 = 0x1656_67b1

const rotl = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))
const word = (b: Uint8Array, at: number): number => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)
const round = (lane: number, input: number): number => Math.imul(rotl((lane + Math.imul(input, P2)) | 0, 13), P1)

/** XXH32 with seed 0 (xxHash specification), as LZ4 frames use it for their checksums. Unsigned. */
export function xxh32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let at = from
  let hash = to - from >= 16 ? 0 : P5
  if (to - from >= 16) {
    let a = (P1 + P2) | 0, b = P2, c = 0, d = -P1 | 0
    for (; at <= to - 16; at += 16) {
      a = round(a, word(bytes, at))
      b = round(b, word(bytes, at + 4))
      c = round(c, word(bytes, at + 8))
      d = round(d, word(bytes, at + 12))
    }
    hash = (rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18)) | 0
  }
  hash = (hash + (to - from)) | 0
  for (; at <= to - 4; at += 4) hash = Math.imul(rotl((hash + Math.imul(word(bytes, at), P3)) | 0, 17), P4)
  for (; at < to; at++) hash = Math.imul(rotl((hash + Math.imul(bytes[at]!, P5)) | 0, 11), P1)
  hash = Math.imul(hash ^ (hash >>> 15), P2)
  hash = Math.imul(hash ^ (hash >>> 13), P3)
  return (hash ^ (hash >>> 16)) >>> 0
}
