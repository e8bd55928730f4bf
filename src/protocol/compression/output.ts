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

  /** Makes room for `count` more and gives where they go. */
  take(count: number): number {
    const at = this.length
    const least = at + count
    if (least > this.#maxBytes) throw new TooLargeError(this.#maxBytes)
    if (least > this.bytes.length) this.#grow(least)
    this.length = least
    return at
  }

  push(bytes: Uint8Array): void {
    const at = this.take(bytes.length)
    this.bytes.set(bytes, at)
  }

  done(): Uint8Array { return this.bytes.subarray(0, this.length) }

  #grow(least: number): void {
    const bigger = new Uint8Array(Math.max(least, Math.min(this.bytes.length * 2, this.#maxBytes)))
    bigger.set(this.bytes.subarray(0, this.length))
    this.bytes = bigger
  }
}
