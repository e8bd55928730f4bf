import { MalformedError } from '../../malformed.ts'
import type { Output } from '../output.ts'
import { BackwardBits } from './bits.ts'
import { constantTable, fseTable, nextState, readDistribution, type Distribution, type FseTable } from './fse.ts'
import { little, type Literals } from './literals.ts'

/*
 * The second section of a compressed block (RFC 8878, 3.1.1.3.2): so many literals, then so many bytes from so far back, over and over.
 *
 *   ┌───────────────┬──────────────────────────┬──────────────────────────────────────┬─────────────────────────┐
 *   │ count 1, 2, 3 │ how each code is written │ (tables of lengths, offsets, matches)│ bits, read backwards    │
 *   └───────────────┴──────────────────────────┴──────────────────────────────────────┴─────────────────────────┘
 */
interface Code {
  readonly maxLog: number
  readonly symbolCount: number
  readonly predefined: FseTable
  /** Where the two bits stand that say how the code is written. */
  readonly shift: number
}
const MODE = { predefined: 0, rle: 1, compressed: 2, repeat: 3 } as const
const LONG_COUNT = 0x7f00

const LITERAL_BITS = [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
const MATCH_BITS = [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
const LITERAL_BASE = bases(LITERAL_BITS, 0), MATCH_BASE = bases(MATCH_BITS, 3)

/** Distributions nobody has to send (3.1.1.3.2.2.1). */
const LITERAL_LENGTHS: Distribution = { log: 6, counts: [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
  -1, -1, -1, -1] }
const OFFSETS: Distribution = { log: 5, counts: [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1] }
const MATCH_LENGTHS: Distribution = { log: 6, counts: [1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1] }

const CODES: readonly Code[] = [
  { maxLog: 9, symbolCount: 36, predefined: fseTable(LITERAL_LENGTHS), shift: 6 },
  { maxLog: 8, symbolCount: 32, predefined: fseTable(OFFSETS), shift: 4 },
  { maxLog: 9, symbolCount: 53, predefined: fseTable(MATCH_LENGTHS), shift: 2 },
]

/** Of literal lengths, offsets, match lengths. */
export type SequenceTables = readonly [FseTable, FseTable, FseTable]
/** The last three distances, the latest first. */
export type Offsets = [number, number, number]

export interface Sequences { readonly count: number; readonly tables: SequenceTables | null; readonly end: number }

/** How many there are, and by which tables; what stands at `end` are their bits. */
export function readSequences(bytes: Uint8Array, from: number, to: number, before: SequenceTables | null): Sequences {
  const { count, at } = readCount(bytes, from, to)
  if (count === 0) {
    if (at !== to) throw new MalformedError('zstd block goes on behind its last literal')
    return { count, tables: before, end: at }
  }
  const modes = bytes[at]!
  if (at >= to || (modes & 3) !== 0) throw new MalformedError('zstd sequences by no known code')
  const tables: FseTable[] = []
  let end = at + 1
  CODES.forEach((code, i) => {
    const read = readTable(code, (modes >> code.shift) & 3, bytes, end, before?.[i])
    if (read.end >= to) throw new MalformedError('zstd sequences end early')
    tables.push(read.table)
    end = read.end
  })
  return { count, tables: tables as unknown as SequenceTables, end }
}

function readCount(bytes: Uint8Array, from: number, to: number): { count: number; at: number } {
  const first = from < to ? bytes[from]! : 0
  const length = first < 128 ? 1 : first < 255 ? 2 : 3
  if (from + length > to) throw new MalformedError('zstd block without a count of sequences')
  if (length === 1) return { count: first, at: from + 1 }
  if (length === 2) return { count: (first - 128) * 256 + bytes[from + 1]!, at: from + 2 }
  return { count: little(bytes, from + 1, 2) + LONG_COUNT, at: from + 3 }
}

function readTable({ maxLog, symbolCount, predefined }: Code, mode: number, bytes: Uint8Array, from: number, before: FseTable | undefined):
{ table: FseTable; end: number } {
  if (mode === MODE.predefined) return { table: predefined, end: from }
  if (mode === MODE.repeat) return { table: before ?? never('zstd table repeated that was never given'), end: from }
  if (mode === MODE.rle) return { table: constantTable(bytes[from]! < symbolCount ? bytes[from]! : never('zstd code of no meaning')), end: from + 1 }
  const distribution = readDistribution(bytes, from, maxLog, symbolCount)
  return { table: fseTable(distribution), end: distribution.end }
}

function never(why: string): never { throw new MalformedError(why) }

/**
 * Puts a block's bytes into `out`, at most `room` of them. Matches reach back to `start` at the most, where the frame begins.
 * The offsets are those of the frame, and go on.
 */
export function execute(
  { count, tables }: Sequences, stream: BackwardBits, literals: Literals, offsets: Offsets, out: Output, start: number, room: number,
): void {
  const [lengths, distances, matches] = tables!
  const end = out.length + room
  let lengthState = stream.read(lengths.log), distanceState = stream.read(distances.log), matchState = stream.read(matches.log)
  let from = literals.from
  for (let i = 1; ; i++) {
    const distanceCode = distances.symbols[distanceState]!, matchCode = matches.symbols[matchState]!, lengthCode = lengths.symbols[lengthState]!
    const value = (1 << distanceCode >>> 0) + stream.read(distanceCode)
    const match = MATCH_BASE[matchCode]! + stream.read(MATCH_BITS[matchCode]!)
    const length = LITERAL_BASE[lengthCode]! + stream.read(LITERAL_BITS[lengthCode]!)
    const distance = distanceOf(value, length, offsets)
    if (stream.left < 0 || from + length > literals.to || out.length + length + match > end || distance > out.length + length - start || distance === 0)
      throw new MalformedError('zstd sequence beyond its block')
    out.copy(literals.bytes, from, length)
    out.repeat(distance, match)
    from += length
    if (i === count) break
    lengthState = nextState(lengths, lengthState, stream)
    matchState = nextState(matches, matchState, stream)
    distanceState = nextState(distances, distanceState, stream)
  }
  if (stream.left !== 0) throw new MalformedError('zstd sequences do not end with their bits')
  if (out.length + literals.to - from > end) throw new MalformedError('zstd literals beyond their block')
  out.copy(literals.bytes, from, literals.to - from)
}

/** 1 to 3 are the last distances again, one further on when there are no literals (3.1.1.5). */
function distanceOf(value: number, literals: number, offsets: Offsets): number {
  const again = value > 3 ? 3 : value - 1 + (literals === 0 ? 1 : 0)
  const distance = value > 3 ? value - 3 : again === 3 ? offsets[0] - 1 : offsets[again]!
  if (again > 1) offsets[2] = offsets[1]
  if (again > 0) offsets[1] = offsets[0]
  offsets[0] = distance
  return distance
}

function zeros(count: number): number[] { return Array.from({ length: count }, () => 0) }

function bases(bits: readonly number[], first: number): number[] {
  let next = first
  return bits.map(each => {
    const base = next
    next += 1 << each
    return base
  })
}
