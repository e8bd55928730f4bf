import { MalformedError } from '../../malformed.ts'
import { bitsAt, type BackwardBits } from './bits.ts'

/*
 * Finite State Entropy (RFC 8878, 4.1): each state stands for a symbol, and how many bits to read, and what to add them to for the next state.
 */
export interface FseTable {
  /** 2^log states. */
  readonly log: number
  readonly symbols: Uint8Array
  readonly bits: Uint8Array
  readonly bases: Uint16Array
}

/** How often each symbol comes in 2^log; -1 is "less than once". */
export interface Distribution { readonly log: number; readonly counts: ArrayLike<number> }

/** Always the same symbol, for no bits. */
export const constantTable = (symbol: number): FseTable =>
  ({ log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) })

/** A distribution as it is written (4.1.1), and where what follows it begins. */
export function readDistribution(bytes: Uint8Array, from: number, maxLog: number, symbolCount: number): Distribution & { end: number } {
  const log = (bytes[from]! & 15) + 5
  if (log > maxLog) throw new MalformedError(`zstd table of 2^${log} states, at most 2^${maxLog}`)
  const counts: number[] = []
  let at = 4
  for (let left = 1 << log; left > 0;) {
    const { value, bits } = shareAt(bytes, from, at, left)
    at += bits
    counts.push(value - 1)
    left -= Math.abs(value - 1)
    if (value === 1) at = readZeros(bytes, from, at, counts, symbolCount)
    if (counts.length > symbolCount) throw new MalformedError(`zstd table of more than ${symbolCount} symbols`)
  }
  return { log, counts, end: from + ((at + 7) >> 3) }
}

/** A value from 0 to left + 1: as many of the smaller ones as there is room for do with a bit less. */
function shareAt(bytes: Uint8Array, from: number, at: number, left: number): { value: number; bits: number } {
  const wide = 32 - Math.clz32(left + 1), short = (1 << wide) - 1 - (left + 1)
  const low = bitsAt(bytes, from, at, wide - 1)
  if (low < short) return { value: low, bits: wide - 1 }
  const value = bitsAt(bytes, from, at, wide)
  return { value: value === low ? value : value - short, bits: wide }
}

/** Behind a 0 two bits say how many more follow; three of them, and two more bits. */
function readZeros(bytes: Uint8Array, from: number, first: number, counts: number[], symbolCount: number): number {
  for (let at = first; ; at += 2) {
    const more = bitsAt(bytes, from, at, 2)
    for (let i = 0; i < more; i++) counts.push(0)
    if (more < 3 || counts.length > symbolCount) return at + 2
  }
}

/** Who comes less than once has one of the last states, the others are strewn over the rest (4.1.1). */
export function fseTable({ log, counts }: Distribution): FseTable {
  const size = 1 << log, step = (size >> 1) + (size >> 3) + 3
  const symbols = new Uint8Array(size), next = Uint16Array.from(counts, Math.abs)
  let last = size - 1
  for (let symbol = 0; symbol < counts.length; symbol++) if (counts[symbol] === -1) symbols[last--] = symbol
  for (let symbol = 0, at = 0; symbol < counts.length; symbol++) {
    for (let i = 0; i < counts[symbol]!; i++) {
      symbols[at] = symbol
      do at = (at + step) & (size - 1); while (at > last)
    }
  }
  return withTransitions(log, symbols, next)
}

function withTransitions(log: number, symbols: Uint8Array, next: Uint16Array): FseTable {
  const bits = new Uint8Array(symbols.length), bases = new Uint16Array(symbols.length)
  for (let state = 0; state < symbols.length; state++) {
    const number = next[symbols[state]!]!++
    bits[state] = log - (31 - Math.clz32(number))
    bases[state] = (number << bits[state]!) - symbols.length
  }
  return { log, symbols, bits, bases }
}

export const nextState = (table: FseTable, state: number, stream: BackwardBits): number =>
  table.bases[state]! + stream.read(table.bits[state]!)
