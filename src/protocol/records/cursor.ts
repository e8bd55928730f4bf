import { failed, invalid, type RecordsError } from './failure.ts'

/**
 * Steps through the records of one batch's payload without making an object a record; the fields speak of the record
 * stepped on last. One record (DefaultRecord); all numbers but the attributes are zig-zag varints:
 *
 *   ┌────────┬────────────┬──────────┬────────┬─────┬─────┬──────┬───────┬────────┬────────────────────────────────┐
 *   │ length │ attributes │ timestamp│ offset │ key │ key │ value│ value │ header │ headers: key length, key,      │
 *   │        │ (1 byte: 0)│ delta    │ delta  │ len.│     │ len. │       │ count  │          value length, value … │
 *   └────────┴────────────┴──────────┴────────┴─────┴─────┴──────┴───────┴────────┴────────────────────────────────┘
 *   A length of -1 is null; a header's key is never null.
 */
export class RecordCursor {
  readonly bytes: Uint8Array
  readonly end: number
  at: number
  timestampDelta = 0
  offsetDelta = 0
  keyAt = 0
  keyLength = -1
  valueAt = 0
  valueLength = -1
  headerCount = 0
  headersAt = 0
  readonly #streamed: boolean

  /**
   * @param streamed the payload was compressed: Kafka then reads a length it cannot understand as INVALID_RECORD,
   *   where in plain bytes it stumbles over it (UNKNOWN_SERVER_ERROR).
   */
  constructor(bytes: Uint8Array, from: number, to: number, streamed: boolean) {
    this.bytes = bytes
    this.at = from
    this.end = to
    this.#streamed = streamed
  }

  /** Steps onto the next record and holds every length in it against the record's own. */
  next(): void {
    const size = this.#length()
    const end = this.at + size
    if (size < 0 || end > this.end) throw invalid(`Invalid record size: expected ${size} bytes, ${this.end - this.at} left`)
    this.#fields()
    if (this.at !== end) throw invalid(`Invalid record size: expected to read ${size} bytes, the record ends ${this.at - end} off`)
  }

  /** Steps on by the fields alone, as brokers do with compressed batches (DefaultRecord.readPartiallyFrom). */
  skim(): void {
    this.#length()
    this.#fields()
  }

  /** After the last record: nothing may be left. */
  ensureNoneRemaining(): void {
    if (this.at !== this.end) throw invalid('Incorrect declared batch size, records still remaining in file')
  }

  #length(): number {
    if (this.at >= this.end) throw invalid('Incorrect declared batch size, premature EOF reached')
    return this.#varint(this.#streamed ? invalid : failed)
  }

  #fields(): void {
    this.at++
    this.timestampDelta = this.#varlong()
    this.offsetDelta = this.#varint(invalid)
    this.keyLength = this.#varint(invalid)
    this.keyAt = this.#skip(this.keyLength)
    this.valueLength = this.#varint(invalid)
    this.valueAt = this.#skip(this.valueLength)
    this.headerCount = this.#varint(invalid)
    this.headersAt = this.at
    if (this.headerCount !== 0) this.#headers()
  }

  #headers(): void {
    if (this.headerCount < 0 || this.headerCount > this.end - this.at) throw invalid(`Found invalid number of record headers ${this.headerCount}`)
    for (let i = 0; i < this.headerCount; i++) {
      const key = this.#varint(invalid)
      if (key < 0) throw invalid(`Invalid negative header key size ${key}`)
      this.#skip(key)
      this.#skip(this.#varint(invalid))
    }
  }

  #skip(length: number): number {
    const at = this.at
    if (length < 0) {
      if (length < -1) throw invalid(`Invalid length ${length}`)
      return at
    }
    if (length > this.end - at) throw invalid(`${length} bytes wanted, ${this.end - at} left in the batch`)
    this.at = at + length
    return at
  }

  /** Reads one varint at the cursor: also for headers, from `headersAt` on. */
  varint(): number { return this.#varint(invalid) }

  #varint(refuse: (message: string) => RecordsError): number {
    const first = this.bytes[this.at]!
    if (first < 0x80 && this.at < this.end) { this.at++; return (first >>> 1) ^ -(first & 1) }
    let raw = 0
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.at >= this.end) throw invalid('The batch ends inside a record')
      const byte = this.bytes[this.at++]!
      raw |= (byte & 0x7f) << shift
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1)
    }
    throw refuse('Varint is too long, the most significant bit in the 5th byte is set')
  }

  #varlong(): number {
    let low = 0, high = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw invalid('The batch ends inside a record')
      const byte = this.bytes[this.at++]!
      if (shift < 28) low |= (byte & 0x7f) << shift
      else if (shift === 28) { low |= (byte & 0x0f) << 28; high = (byte & 0x7f) >> 4 }
      else high |= (byte & 0x7f) << (shift - 32)
      if (byte < 0x80) return shift < 28 ? (low >>> 1) ^ -(low & 1) : zigzag64(low, high)
    }
    throw invalid('Varlong is too long, most significant bit in the 10th byte is set')
  }
}

function zigzag64(low: number, high: number): number {
  const magnitude = (high >>> 0) * 0x8000_0000 + (low >>> 1)
  const value = low & 1 ? -magnitude - 1 : magnitude
  if (!Number.isSafeInteger(value)) throw invalid('Timestamp delta is beyond 2^53')
  return value
}
