import { crc32 } from 'node:zlib'

/*
 * A record of the journal:
 *
 *     +--------------+-------------+-----------------+
 *     | length uint32| crc32 uint32| length bytes    |
 *     +--------------+-------------+-----------------+
 */
const HEADER = 8

export function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEADER + bytes.length)
  const header = new DataView(framed.buffer)
  header.setUint32(0, bytes.length)
  header.setUint32(4, crc32(bytes))
  framed.set(bytes, HEADER)
  return framed
}

/** The bodies of all whole records from the start; a torn or damaged one ends it. */
export function frames(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + HEADER <= bytes.length;) {
    const length = view.getUint32(at)
    const body = bytes.subarray(at + HEADER, at + HEADER + length)
    if (body.length < length || crc32(body) !== view.getUint32(at + 4)) break
    found.push(body)
    at += HEADER + length
  }
  return found
}
