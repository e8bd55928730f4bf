const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** RFC 4648, with padding. */
export function base64Text(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at, three = bytes[at]! << 16 | (bytes[at + 1] ?? 0) << 8 | (bytes[at + 2] ?? 0)
    const four = [18, 12, 6, 0].map(shift => LETTERS[three >> shift & 63]!).join('')
    text += left >= 3 ? four : `${four.slice(0, left + 1)}${'='.repeat(3 - left)}`
  }
  return text
}
