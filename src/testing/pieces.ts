import { together, type Bytes } from '../env/bytes.ts'

/** The same bytes, cut at any places, some of them perhaps twice. */
export function inPieces(bytes: Uint8Array, cuts: readonly number[]): Bytes {
  const places = cuts.map(each => each % (bytes.length + 1)).sort((a, b) => a - b)
  return together([0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length)))
}
