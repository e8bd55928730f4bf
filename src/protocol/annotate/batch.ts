import type { Codecs } from '../../env/codecs.ts'
import { MalformedError } from '../malformed.ts'
import { Reader } from '../reader.ts'
import {
  AT, ATTRIBUTE, COMPRESSIONS, HEADER_BYTES, batchAt, crcOf, hasDeleteHorizon, isCompressed, isControl, isTransactional, timestampTypeOf,
  type BatchHeader,
} from '../records/batch.ts'
import { int16At, int32At, int53At, uint32At } from '../records/ints.ts'
import { MAX_EXPANDED_BYTES, expand } from '../records/records.ts'
import { nextBatchSize } from '../records/walk.ts'
import { annotateRecords } from './record.ts'
import { unreadable } from './trail.ts'
import { listOf, once, type Annotated, type Bits, type Datum, type Note, type Parts } from './tree.ts'

/** The batches of a records field. What follows them and is no whole batch is the last leaf. */
export const annotateBatches = (bytes: Uint8Array, codecs: Codecs): readonly Annotated[] => listOf(new LogParts(bytes, codecs))

/** The same of a `.log` file, of which there may be a hundred thousand: each is made when it is looked at. */
export class LogParts implements Parts {
  /** Where each begins; of those that are its own, the last is where they end. Who goes on from here adds to it. */
  readonly #starts: number[]
  readonly #own: number
  readonly #because: string
  readonly #made = new Map<number, Annotated>()
  readonly #bytes: Uint8Array
  readonly #codecs: Codecs

  constructor(bytes: Uint8Array, codecs: Codecs, before?: LogParts) {
    this.#starts = before?.isBeginningOf(bytes) ? before.#taken() : [0]
    this.#because = findStarts(bytes, this.#starts)
    this.#own = this.#starts.length
    this.#bytes = bytes
    this.#codecs = codecs
  }

  get length(): number { return this.#own - (this.#end < this.#bytes.length ? 0 : 1) }
  get #end(): number { return this.#starts[this.#own - 1]! }

  /** More of one buffer: nobody changes what stands in one already, a file that was cut has another. */
  isBeginningOf({ buffer, byteOffset, length }: Uint8Array): boolean {
    return buffer === this.#bytes.buffer && byteOffset === this.#bytes.byteOffset && length >= this.#bytes.length
  }

  /** A copy when somebody else went on from here. */
  #taken(): number[] { return this.#starts.length === this.#own ? this.#starts : this.#starts.slice(0, this.#own) }

  at(index: number): Annotated | undefined {
    if (index < 0 || index >= this.length) return undefined
    const made = this.#made.get(index) ?? this.#make(index)
    this.#made.set(index, made)
    return made
  }

  #make(index: number): Annotated {
    const from = this.#starts[index]!, to = index + 1 < this.#own ? this.#starts[index + 1] : undefined
    return to === undefined ? unreadable(this.#bytes, from, this.#bytes.length, this.#because) : annotateBatch(this.#bytes, from, to, this.#codecs)
  }
}

/** Goes on from the last start there is. Why it went no further. */
function findStarts(bytes: Uint8Array, starts: number[]): string {
  try {
    for (let at = starts.at(-1)!, size = nextBatchSize(bytes, at, bytes.length); size > 0; size = nextBatchSize(bytes, at, bytes.length)) starts.push(at += size)
    return 'a batch that is not whole'
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return error.message
  }
}

/** Its value is its base offset. */
function annotateBatch(bytes: Uint8Array, from: number, to: number, codecs: Codecs): Annotated {
  if (bytes[from + AT.magic]! < 2) return unreadable(bytes, from, to, `a message of magic ${bytes[from + AT.magic]}`)
  if (to - from < HEADER_BYTES) return unreadable(bytes, from, to, 'shorter than a batch header')
  const header = batchAt(bytes, from)
  return { name: 'batch', from, to, value: header.baseOffset, parts: once(() => [...headerParts(bytes, header), ...payload(bytes, header, codecs)]) }
}

type Place = keyof typeof AT
/** Where our name of a field is not Kafka's (DefaultRecordBatch). */
const NAMES: { readonly [place in Place]?: string } = { length: 'batchLength', leaderEpoch: 'partitionLeaderEpoch', count: 'recordsCount' }
const PLACES = (Object.keys(AT) as Place[]).slice(0, -1)
const endOf = (place: Place): number => AT[PLACES[PLACES.indexOf(place) + 1] ?? 'records']

const headerParts = (bytes: Uint8Array, header: BatchHeader): Annotated[] => PLACES.map(place => {
  const from = header.at + AT[place], to = header.at + endOf(place)
  const { type, read } = place === 'crc' ? UINT32 : BY_WIDTH[to - from]!
  return { name: NAMES[place] ?? place, from, to, type, value: read(bytes, from), ...EXTRAS[place]?.(bytes, header) }
})

interface NumberType { readonly type: string; readonly read: (bytes: Uint8Array, at: number) => Datum }
const UINT32: NumberType = { type: 'uint32', read: uint32At }
const BY_WIDTH: Readonly<Record<number, NumberType>> = {
  1: { type: 'int8', read: (bytes, at) => bytes[at]! }, 2: { type: 'int16', read: int16At }, 4: { type: 'int32', read: int32At },
  8: { type: 'int64', read: (bytes, at) => isSafe(int53At(bytes, at)) ? int53At(bytes, at) : new Reader(bytes, at).int64() },
}
const isSafe = Number.isSafeInteger

type Extras = { readonly note?: Note; readonly bits?: readonly Bits[] }
const EXTRAS: { readonly [place in Place]?: (bytes: Uint8Array, header: BatchHeader) => Extras } = {
  crc: (bytes, { at, size }) => ({ note: { is: 'crc', computed: crcOf(bytes, at, size) } }),
  attributes: (_, header) => ({ bits: attributeBits(header) }),
  lastOffsetDelta: (_, { lastOffset }) => ({ note: { is: 'offset', offset: lastOffset } }),
  baseTimestamp: (_, { baseTimestamp }) => baseTimestamp < 0 ? {} : { note: { is: 'time', ms: baseTimestamp } },
  maxTimestamp: (_, { maxTimestamp }) => maxTimestamp < 0 ? {} : { note: { is: 'time', ms: maxTimestamp } },
}

const attributeBits = (header: BatchHeader): readonly Bits[] => [
  { name: 'compression', mask: ATTRIBUTE.compression, value: COMPRESSIONS[header.attributes & ATTRIBUTE.compression] ?? 'unknown' },
  { name: 'timestampType', mask: ATTRIBUTE.logAppendTime, value: timestampTypeOf(header) },
  { name: 'isTransactional', mask: ATTRIBUTE.transactional, value: isTransactional(header) },
  { name: 'isControl', mask: ATTRIBUTE.control, value: isControl(header) },
  { name: 'hasDeleteHorizon', mask: ATTRIBUTE.deleteHorizon, value: hasDeleteHorizon(header) },
]

function payload(bytes: Uint8Array, header: BatchHeader, codecs: Codecs): readonly Annotated[] {
  const from = header.at + AT.records, to = header.at + header.size
  if (from === to) return []
  if (!isCompressed(header)) return [{ name: 'records', from, to, parts: once(() => annotateRecords(bytes, from, to, header)) }]
  return [expandable(bytes.subarray(from, to), from, header, codecs)]
}

/** A payload that does not expand says why. */
function expandable(stored: Uint8Array, from: number, header: BatchHeader, codecs: Codecs): Annotated {
  const expanded = once(() => {
    try {
      const bytes = expand(stored, header, codecs, MAX_EXPANDED_BYTES)
      return { bytes, parts: annotateRecords(bytes, 0, bytes.length, header) }
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return { bytes: stored, parts: [unreadable(stored, 0, stored.length, error.message)] }
    }
  })
  return { name: 'records', from, to: from + stored.length, type: 'bytes', value: stored, expanded }
}
