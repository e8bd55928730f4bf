import { deflateSync, Inflate } from 'fflate'
import { ShareError } from './problem.ts'

/** Input is fed in slices this small, so that a bomb is found out after a slice (which gives 0.5 MB at most) and not after the whole of it. */
const SLICE = 512

/** Text as it stands in an address: deflated, in base64url. */
export const packed = (text: string): string =>
  base64Of(deflateSync(new TextEncoder().encode(text), { level: 9 })).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/** Throws ShareError for what `packed` never gives, and for what would be more than `limit` bytes. */
export function unpacked(link: string, limit: number): string {
  if (!/^[\w-]+$/.test(link)) throw new ShareError({ is: 'not-packed' })
  const pieces: Uint8Array[] = []
  let size = 0, isWhole = false
  const inflate = new Inflate((piece, final) => {
    size += piece.length
    isWhole = final
    if (size > limit) throw new ShareError({ is: 'too-large', limit })
    pieces.push(piece)
  })
  try {
    const bytes = bytesOf(link.replace(/-/g, '+').replace(/_/g, '/'))
    for (let at = 0; at < bytes.length; at += SLICE) inflate.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length)
    if (!isWhole) throw new RangeError('it ends early')
    return new TextDecoder('utf-8', { fatal: true }).decode(joined(pieces, size))
  } catch (error) {
    throw error instanceof ShareError ? error : new ShareError({ is: 'not-packed' })
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}

/** Throws for what is no base64. */
export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
