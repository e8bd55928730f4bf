/*
 * XXH64 with seed 0 (xxHash specification) in halves of 32 bits: sixty-four of them are a BigInt's, which takes twenty times as long.
 */

/** An unsigned 64-bit number that is changed where it stands. */
class Word {
  low = 0
  high = 0

  set(low: number, high: number): this {
    this.low = low
    this.high = high
    return this
  }

  add(low: number, high: number): this {
    const sum = (this.low >>> 0) + (low >>> 0)
    this.low = sum | 0
    this.high = (this.high + high + (sum > 0xffff_ffff ? 1 : 0)) | 0
    return this
  }

  xor(low: number, high: number): this {
    this.low ^= low
    this.high ^= high
    return this
  }

  multiply([low, high]: Prime): this {
    const a = this.low & 0xffff, b = this.low >>> 16, c = low & 0xffff, d = low >>> 16
    const bottom = a * c, middle = b * c + (bottom >>> 16), across = a * d + (middle & 0xffff)
    const carried = b * d + (middle >>> 16) + (across >>> 16)
    this.high = (carried + Math.imul(this.low, high) + Math.imul(this.high, low)) | 0
    this.low = (across << 16) | (bottom & 0xffff)
    return this
  }

  /** By fewer than 32 bits. */
  rotate(bits: number): this {
    const { low, high } = this
    return this.set((low << bits) | (high >>> (32 - bits)), (high << bits) | (low >>> (32 - bits)))
  }
}

type Prime = readonly [low: number, high: number]
const P1: Prime = [0x85eb_ca87 | 0, 0x9e37_79b1 | 0], P2: Prime = [0x27d4_eb4f, 0xc2b2_ae3d | 0], P3: Prime = [0x9e37_79f9 | 0, 0x1656_67b1]
const P4: Prime = [0xc2b2_ae63 | 0, 0x85eb_ca77 | 0], P5: Prime = [0x1656_67c5, 0x27d4_eb2f]
const LANES = 4, STRIPE = 32

const int = (b: Uint8Array, at: number): number => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)

/** The lower half of the hash, unsigned: what ends a zstd frame. */
export function xxh64Low(bytes: Uint8Array, from: number, to: number): number {
  const hash = new Word(), lane = new Word(), length = to - from
  const at = length < STRIPE ? from : stripes(bytes, from, to, hash)
  if (length < STRIPE) hash.set(...P5)
  hash.add(length | 0, Math.floor(length / 0x1_0000_0000))
  rest(bytes, at, to, hash, lane)
  hash.xor(hash.high >>> 1, 0).multiply(P2)
  hash.xor((hash.low >>> 29) | (hash.high << 3), hash.high >>> 29).multiply(P3)
  return (hash.low ^ hash.high) >>> 0
}

function rest(bytes: Uint8Array, from: number, to: number, hash: Word, lane: Word): void {
  let at = from
  for (; at + 8 <= to; at += 8) {
    mix(lane.set(0, 0), int(bytes, at), int(bytes, at + 4))
    hash.xor(lane.low, lane.high).rotate(27).multiply(P1).add(...P4)
  }
  if (at + 4 <= to) {
    lane.set(int(bytes, at), 0).multiply(P1)
    hash.xor(lane.low, lane.high).rotate(23).multiply(P2).add(...P3)
    at += 4
  }
  for (; at < to; at++) {
    lane.set(bytes[at]!, 0).multiply(P5)
    hash.xor(lane.low, lane.high).rotate(11).multiply(P1)
  }
}

const mixing = new Word()
function mix(lane: Word, low: number, high: number): void {
  mixing.set(low, high).multiply(P2)
  lane.add(mixing.low, mixing.high).rotate(31).multiply(P1)
}

/** Four lanes of eight bytes each, then one hash of them; gives where it stopped. */
function stripes(bytes: Uint8Array, from: number, to: number, hash: Word): number {
  const lanes = Array.from({ length: LANES }, () => new Word())
  lanes[0]!.set(...P1).add(...P2)
  lanes[1]!.set(...P2)
  lanes[3]!.set(-P1[0] | 0, ~P1[1])
  let at = from
  for (; at + STRIPE <= to; at += STRIPE) {
    for (let i = 0; i < LANES; i++) mix(lanes[i]!, int(bytes, at + 8 * i), int(bytes, at + 8 * i + 4))
  }
  const turns = [1, 7, 12, 18], turned = new Word()
  lanes.forEach(({ low, high }, i) => {
    turned.set(low, high).rotate(turns[i]!)
    hash.add(turned.low, turned.high)
  })
  for (const { low, high } of lanes) {
    mix(turned.set(0, 0), low, high)
    hash.xor(turned.low, turned.high).multiply(P1).add(...P4)
  }
  return at
}
