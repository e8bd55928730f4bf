import { MalformedError } from '../../malformed.ts'

/** Up to 25 bits from the bit `at` of what begins at `from`, lowest first. */
export const bitsAt = (bytes: Uint8Array, from: number, at: number, count: number): number => {
  const i = from + (at >> 3)
  return ((bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)) >>> (at & 7)) & ((1 << count) - 1)
}

/**
 * A stream written forwards and read backwards (RFC 8878, 3.1.1.3.2.1.1): the highest 1 of its last byte says where it begins.
 * `left` is how many bits are still there; below zero, as many noughts were read that are not.
 */
export class BackwardBits {
  left: number
  readonly #bytes: Uint8Array
  readonly #from: number

  constructor(bytes: Uint8Array, from: number, to: number) {
    const last = to > from ? bytes[to - 1]! : 0
    if (last === 0) throw new MalformedError('zstd bit stream without its end mark')
    this.#bytes = bytes
    this.#from = from
    this.left = (to - from) * 8 - 1 - Math.clz32(last << 24)
  }

  /** At most 31. */
  read(count: number): number {
    if (count > 25) return this.read(count - 16) * 0x1_0000 + this.read(16)
    this.left -= count
    return this.peek(this.left, count)
  }

  /** What stands at `at`, where that is before the beginning noughts. */
  peek(at: number, count: number): number {
    if (at >= 0) return bitsAt(this.#bytes, this.#from, at, count)
    return at + count <= 0 ? 0 : bitsAt(this.#bytes, this.#from, 0, at + count) << -at
  }
}
