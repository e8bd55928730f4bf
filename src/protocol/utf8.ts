/** UTF-8 in plain code: the engine has no TextEncoder of its own, and short ASCII strings are faster this way. */

export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) length += 1
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) { length += 2; i++ }
    else length += 2
  }
  return length
}

/** Writes `text` at `at`; the room must be there (`utf8Length`). Gives the position behind it. Lone surrogates become U+FFFD. */
export function utf8Write(text: string, into: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i)
    if (unit < 0x80) { into[at++] = unit; continue }
    if (unit < 0x800) { into[at++] = 0xc0 | (unit >> 6); into[at++] = 0x80 | (unit & 0x3f); continue }
    if (unit >= 0xd800 && unit < 0xe000) {
      const low = text.charCodeAt(i + 1)
      if (unit < 0xdc00 && isLow(low)) {
        const point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
        into[at++] = 0xf0 | (point >> 18); into[at++] = 0x80 | ((point >> 12) & 0x3f)
        into[at++] = 0x80 | ((point >> 6) & 0x3f); into[at++] = 0x80 | (point & 0x3f)
        i++
        continue
      }
      unit = 0xfffd
    }
    into[at++] = 0xe0 | (unit >> 12); into[at++] = 0x80 | ((unit >> 6) & 0x3f); into[at++] = 0x80 | (unit & 0x3f)
  }
  return at
}

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  utf8Write(text, bytes, 0)
  return bytes
}

/** Malformed sequences become U+FFFD, one for each byte that cannot begin or go on. */
export function utf8Decode(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = ''
  let i = from
  while (i < to) {
    const a = bytes[i]!
    if (a < 0x80) { text += String.fromCharCode(a); i++; continue }
    const more = a >= 0xf0 && a < 0xf5 ? 3 : a >= 0xe0 ? 2 : a >= 0xc2 ? 1 : 0
    let point = more === 3 ? a & 0x07 : more === 2 ? a & 0x0f : a & 0x1f
    let ok = more > 0 && a < 0xf5 && i + more < to
    for (let k = 1; ok && k <= more; k++) {
      const next = bytes[i + k]!
      if ((next & 0xc0) !== 0x80) ok = false
      point = (point << 6) | (next & 0x3f)
    }
    const least = more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80
    if (!ok || point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) { text += '\ufffd'; i++; continue }
    text += String.fromCodePoint(point)
    i += more + 1
  }
  return text
}
