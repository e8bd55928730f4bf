/** Refused: the bytes would expand beyond the bound they were given. */
export class TooLargeError extends RangeError {
  constructor(maxBytes: number) {
    super(`expands to more than ${maxBytes} bytes`)
    this.name = 'TooLargeError'
  }
}

/** Expanded bytes as they come, never more than `maxBytes`: whatever would go beyond is refused before room is made. */
export class Output {
  bytes: Uint8Array
  length = 0
  readonly #maxBytes: number

  constructor(maxBytes: number, expected = 4096) {
    this.#maxBytes = maxBytes
    this.bytes = new Uint8Array(Math.max(16, Math.min(expected, maxBytes)))
  }

  /** Throws when `count` more are too many. */
  ensure(count: number): void {
    if (this.length + count > this.#maxBytes) throw new TooLargeError(this.#maxBytes)
  }

  /** Makes room for `count` more and gives where they go. */
  take(count: number): number {
    this.ensure(count)
    const at = this.length
    const least = at + count
    if (least > this.bytes.length) this.#grow(least)
    this.length = least
    return at
  }

  push(bytes: Uint8Array): void {
    const at = this.take(bytes.length)
    this.bytes.set(bytes, at)
  }

  /** `count` bytes of others. */
  copy(bytes: Uint8Array, from: number, count: number): void {
    const to = this.take(count)
    const into = this.bytes
    if (count > 32) into.set(bytes.subarray(from, from + count), to)
    else for (let i = 0; i < count; i++) into[to + i] = bytes[from + i]!
  }

  /** One byte, `count` times. */
  fill(byte: number, count: number): void {
    const to = this.take(count)
    this.bytes.fill(byte, to, to + count)
  }

  /** What begins `distance` back, `count` bytes of it; it may overlap what it writes: a distance of 1 repeats one byte. */
  repeat(distance: number, count: number): void {
    const to = this.take(count)
    const into = this.bytes
    const from = to - distance
    if (distance >= count && count > 32) into.copyWithin(to, from, from + count)
    else for (let i = 0; i < count; i++) into[to + i] = into[from + i]!
  }

  done(): Uint8Array { return this.bytes.subarray(0, this.length) }

  #grow(least: number): void {
    const bigger = new Uint8Array(Math.max(least, Math.min(this.bytes.length * 2, this.#maxBytes)))
    bigger.set(this.bytes.subarray(0, this.length))
    this.bytes = bigger
  }
}
