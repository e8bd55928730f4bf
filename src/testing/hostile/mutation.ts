import type { Random } from '../../env/random.ts'

/** One thing done to bytes, as data. Places are taken modulo the length there is. */
export type Mutation =
  | { readonly is: 'flip'; readonly at: number; readonly bit: number }
  | { readonly is: 'put'; readonly at: number; readonly bytes: readonly number[] }
  | { readonly is: 'insert'; readonly at: number; readonly bytes: readonly number[] }
  | { readonly is: 'drop'; readonly at: number; readonly count: number }
  | { readonly is: 'repeat'; readonly at: number; readonly count: number; readonly to: number }
  | { readonly is: 'cut'; readonly at: number }

/** What counts, lengths and offsets are made of when somebody means harm: the ends of each type, and varints that never end. */
const EVIL: readonly (readonly number[])[] = [
  [0x00], [0x01], [0x7f], [0x80], [0xff], [0x7f, 0xff], [0x80, 0x00], [0xff, 0xff],
  [0x00, 0x00, 0x00, 0x00], [0x7f, 0xff, 0xff, 0xff], [0x80, 0x00, 0x00, 0x00], [0xff, 0xff, 0xff, 0xff], [0x00, 0x01, 0x00, 0x00], [0xff, 0xff, 0xff,
    0xfe],
  [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80, 0, 0, 0, 0, 0, 0, 0], [0x00, 0x20, 0, 0, 0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
]
const PIECE = 64
const MOST = 6

/** A few mutations of bytes so long; now and then none but one, so that the rest stays as Kafka wrote it. */
export const drawMutations = (random: Random, length: number): Mutation[] =>
  Array.from({ length: 1 + random.below(2) * random.below(MOST) }, () => draw(random, length))

function draw(random: Random, length: number): Mutation {
  const at = random.below(length + 1)
  switch (random.below(8)) {
    case 0: case 1: return { is: 'flip', at, bit: random.below(8) }
    case 2: case 3: return { is: 'put', at, bytes: EVIL[random.below(EVIL.length)]! }
    case 4: return { is: 'insert', at, bytes: EVIL[random.below(EVIL.length)]! }
    case 5: return { is: 'drop', at, count: 1 + random.below(PIECE) }
    case 6: return { is: 'repeat', at, count: 1 + random.below(PIECE), to: random.below(length + 1) }
    default: return { is: 'cut', at }
  }
}

export const mutated = (bytes: Uint8Array, mutations: readonly Mutation[]): Uint8Array => mutations.reduce(apply, bytes)

function apply(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const at = mutation.at % (bytes.length + 1)
  switch (mutation.is) {
    case 'flip': return replaced(bytes, at, 1, [(bytes[at] ?? 0) ^ (1 << mutation.bit)])
    case 'put': return replaced(bytes, at, mutation.bytes.length, mutation.bytes)
    case 'insert': return replaced(bytes, at, 0, mutation.bytes)
    case 'drop': return replaced(bytes, at, mutation.count, [])
    case 'repeat': return replaced(bytes, mutation.to % (bytes.length + 1), 0, bytes.subarray(at, at + mutation.count))
    case 'cut': return bytes.slice(0, at)
  }
}

/** Others in the place of `count` bytes, or of as many as there are. */
function replaced(bytes: Uint8Array, at: number, count: number, by: ArrayLike<number>): Uint8Array {
  const rest = bytes.subarray(at + count)
  const out = new Uint8Array(at + by.length + rest.length)
  out.set(bytes.subarray(0, at))
  out.set(by, at)
  out.set(rest, at + by.length)
  return out
}

/** The fewest of these mutations that still do it: each is left out in turn, until none can be. */
export function shrunk(mutations: readonly Mutation[], stillFails: (fewer: readonly Mutation[]) => boolean): readonly Mutation[] {
  for (let i = 0; i < mutations.length; i++) {
    const fewer = mutations.toSpliced(i, 1)
    if (stillFails(fewer)) return shrunk(fewer, stillFails)
  }
  return mutations
}
