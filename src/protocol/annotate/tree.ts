export type Datum = number | bigint | string | boolean | null | Uint8Array

/** What is to be known of a value beyond the value. */
export type Note =
  /** The checksum of the bytes as they are; `value` is the one that stands there. */
  | { readonly is: 'crc'; readonly computed: number }
  /** The absolute offset a relative one stands for. */
  | { readonly is: 'offset'; readonly offset: number }
  /** Milliseconds since 1970 that a delta stands for. */
  | { readonly is: 'time'; readonly ms: number }
  | { readonly is: 'unreadable'; readonly because: string }

/** Some bits of a field, by their mask. */
export interface Bits { readonly name: string; readonly mask: number; readonly value: string | boolean }

/** A stretch of bytes, `from` inclusive, `to` exclusive. */
export interface Annotated {
  /** As Kafka's sources and documentation call it. */
  readonly name: string
  readonly from: number
  readonly to: number
  /** How the bytes read (`int32`, `varint`, `string` …). What only holds parts has none. */
  readonly type?: string
  readonly value?: Datum
  readonly note?: Note
  readonly bits?: readonly Bits[]
  /** What it consists of, one behind the other and without a gap. */
  readonly parts?: () => readonly Annotated[]
  /** What a compressed payload held. */
  readonly expanded?: () => Expanded
}
/** Bytes of their own, and what they are: positions count from their beginning. */
export interface Expanded { readonly bytes: Uint8Array; readonly parts: readonly Annotated[] }

/** Stretches one behind the other: a list, or what makes each of them when it is asked for. */
export interface Parts { readonly length: number; at(index: number): Annotated | undefined }

export const listOf = (parts: Parts): readonly Annotated[] => Array.isArray(parts) ? parts : Array.from({ length: parts.length }, (_, index) => parts.at(index)!)

/** A value that is reckoned when first asked for. */
export function once<T>(reckon: () => T): () => T {
  let known: { value: T } | null = null
  return () => (known ??= { value: reckon() }).value
}

/** From a stretch down to the leaf that holds the byte at `at`; empty when it lies outside. */
export function pathAt(parts: Parts, at: number): readonly Annotated[] {
  const part = parts.at(placeOf(parts, at))
  return part ? [part, ...part.parts ? pathAt(part.parts(), at) : []] : []
}

/** Which of them holds the byte at `at`; their number where none does. */
export function placeOf(parts: Parts, at: number): number {
  let low = 0, high = parts.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1, part = parts.at(middle)!
    if (at < part.from) high = middle - 1
    else if (at >= part.to) low = middle + 1
    else return middle
  }
  return parts.length
}

/** The leaves of stored bytes, in order; expanded payloads are one leaf. */
export const leavesOf = (parts: Parts): Annotated[] => listOf(parts).flatMap(part => part.parts ? leavesOf(part.parts()) : [part])
