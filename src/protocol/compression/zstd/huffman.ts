import { MalformedError } from '../../malformed.ts'
import { BackwardBits } from './bits.ts'
import { fseTable, nextState, readDistribution } from './fse.ts'

/** By the next `maxBits` bits: the symbol, and in the upper byte how many of them are its own. */
export interface HuffmanTable { readonly maxBits: number; readonly entries: Uint16Array }

const MAX_BITS = 11, MAX_WEIGHTS = 255, WEIGHT_LOG = 6
/** Up to here the header byte is a size, from here on a count of weights. */
const DIRECT = 128

/** A tree as it is written (RFC 8878, 4.2.1): the weights of all symbols but the last, which is reckoned from them. */
export function readHuffman(bytes: Uint8Array, from: number, to: number): { table: HuffmanTable; end: number } {
  const header = from < to ? bytes[from]! : 0
  const end = from + 1 + (header < DIRECT ? header : (header - DIRECT + 2) >> 1)
  if (header === 0 || end > to) throw new MalformedError('zstd Huffman tree ends early')
  const weights = header < DIRECT ? readWeights(bytes, from + 1, end) : directWeights(bytes, from + 1, header - DIRECT + 1)
  return { table: huffmanTable(weights), end }
}

const directWeights = (bytes: Uint8Array, from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (bytes[from + (i >> 1)]! >> (i % 2 === 0 ? 4 : 0)) & 15)

/** Two states take turns, until the bits do not do for the next (4.2.1.2). */
function readWeights(bytes: Uint8Array, from: number, to: number): number[] {
  const distribution = readDistribution(bytes, from, WEIGHT_LOG, MAX_BITS + 1)
  const table = fseTable(distribution), stream = new BackwardBits(bytes, distribution.end, to)
  const states = [stream.read(table.log), stream.read(table.log)] as [number, number]
  const weights: number[] = []
  for (let turn = 0; ; turn ^= 1) {
    if (weights.length + 2 > MAX_WEIGHTS) throw new MalformedError(`zstd Huffman tree of more than ${MAX_WEIGHTS} weights`)
    weights.push(table.symbols[states[turn]!]!)
    states[turn] = nextState(table, states[turn]!, stream)
    if (stream.left < 0) return [...weights, table.symbols[states[turn ^ 1]!]!]
  }
}

const log2 = (value: number): number => 31 - Math.clz32(value)

function huffmanTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((all, weight) => all + ((1 << weight) >> 1), 0)
  const maxBits = log2(sum) + 1, rest = (1 << maxBits) - sum
  if (sum === 0 || maxBits > MAX_BITS || (rest & (rest - 1)) !== 0) throw new MalformedError('zstd Huffman weights do not add up')
  return filled([...weights, log2(rest) + 1], maxBits)
}

/** Lightest first, and of the same weight by symbol. */
function filled(weights: readonly number[], maxBits: number): HuffmanTable {
  const entries = new Uint16Array(1 << maxBits)
  const byWeight = weights.map((weight, symbol) => ({ weight, symbol })).filter(({ weight }) => weight > 0).sort((a, b) => a.weight - b.weight)
  let at = 0
  for (const { weight, symbol } of byWeight) {
    const end = at + (1 << (weight - 1))
    entries.fill(((maxBits + 1 - weight) << 8) | symbol, at, end)
    at = end
  }
  return { maxBits, entries }
}

/** Fills `into` from `at` to `end` with one stream, which must end exactly there. */
export function huffmanDecode({ maxBits, entries }: HuffmanTable, stream: BackwardBits, into: Uint8Array, at: number, end: number): void {
  let left = stream.left
  for (let to = at; to < end; to++) {
    const entry = entries[stream.peek(left - maxBits, maxBits)]!
    into[to] = entry
    left -= entry >> 8
    if (left < 0) break
  }
  if (left !== 0) throw new MalformedError('zstd Huffman stream does not end with its literals')
}
