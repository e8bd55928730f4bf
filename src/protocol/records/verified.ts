/** A sum over fewer bytes costs less than looking it up. */
const WORTH_KEEPING = 4_096

interface Sum { readonly size: number; readonly crc: number }

const sums = new WeakMap<ArrayBufferLike, Map<number, Sum>>()

/**
 * Batches whose checksum was found right, or was made of them, by the memory they lie in. A frame carries a producer's batch as it lies there; a
 * follower's file and a consumer's slice hold the same memory as their leader's file; and bytes never change once they are shared, so one sum is
 * all of theirs. What somebody else copied, came off a socket or another thread, or had a bit flipped is other memory, and is summed anew.
 */
export const isVerified = (bytes: Uint8Array, at: number, size: number, crc: number): boolean => {
  if (size < WORTH_KEEPING) return false
  const known = sums.get(bytes.buffer)?.get(bytes.byteOffset + at)
  return known !== undefined && known.size === size && known.crc === crc
}

export function noteVerified(bytes: Uint8Array, at: number, size: number, crc: number): void {
  if (size < WORTH_KEEPING) return
  let inBuffer = sums.get(bytes.buffer)
  if (!inBuffer) sums.set(bytes.buffer, inBuffer = new Map())
  inBuffer.set(bytes.byteOffset + at, { size, crc })
}
