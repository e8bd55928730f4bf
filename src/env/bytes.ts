/**
 * Bytes in one piece, or in several, one behind the other. What is large stays in the pieces it lies in, from the file it is read from to
 * whoever takes it off the wire: nobody copies it to put it together. That is safe because bytes are never changed once they are shared.
 */
export type Bytes = Uint8Array | Pieces
/** Plain data. `length`: of all of them. */
export interface Pieces { readonly pieces: readonly Uint8Array[]; readonly length: number }

export const isWhole = (bytes: Bytes): bytes is Uint8Array => bytes instanceof Uint8Array

export function together(pieces: readonly Uint8Array[]): Bytes {
  if (pieces.length === 1) return pieces[0]!
  let length = 0
  for (const piece of pieces) length += piece.length
  return { pieces, length }
}

/** The bytes as one piece; copied only when they lie in several. */
export function joined(bytes: Bytes): Uint8Array {
  if (isWhole(bytes)) return bytes
  const whole = new Uint8Array(bytes.length)
  let at = 0
  for (const piece of bytes.pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Views of the bytes from `from` up to `to`. */
export function cut(bytes: Bytes, from: number, to = bytes.length): Bytes {
  if (isWhole(bytes)) return bytes.subarray(from, to)
  const pieces: Uint8Array[] = []
  let at = 0
  for (const piece of bytes.pieces) {
    const end = at + piece.length
    if (from <= at && end <= to) pieces.push(piece)
    else if (at < to && from < end) pieces.push(piece.subarray(Math.max(0, from - at), to - at))
    at = end
  }
  return together(pieces)
}
