import type { Compression } from '../../env/codecs.ts'
import { codecs } from '../log-fixture.ts'
import { MIB, type Origin, type Target } from './target.ts'

/** What a payload may expand to here. */
const MAX_EXPANDED = MIB
const CODECS: readonly Compression[] = ['gzip', 'snappy', 'lz4', 'zstd']
const SIZES = [0, 1, 60, 3_000, 70_000]

interface Payload extends Origin { readonly codec: Compression }

/** Compressed bytes of each codec: text, one byte over and over, and noise. */
export function payloadsTarget(): Target {
  const origins: Payload[] = CODECS.flatMap(codec => SIZES.flatMap(size => plains(size).map(({ label, bytes }) =>
    ({ label: `${codec} ${label} ${size}`, bytes: codecs.compress(codec, bytes).slice(), codec }))))
  return { name: 'payloads', share: 10, origins, feed: (bytes, origin) => feed(bytes, origin as Payload), room: () => 24 * MAX_EXPANDED }
}

const plains = (size: number): Origin[] => [
  { label: 'text', bytes: Uint8Array.from({ length: size }, (_, i) => 97 + (i * i) % 23 % 11) },
  { label: 'one byte', bytes: new Uint8Array(size).fill(120) },
  { label: 'noise', bytes: Uint8Array.from({ length: size }, (_, i) => Math.imul(i ^ (i >>> 7), 0x9e37_79b1) >>> 24) },
]

/** What a codec throws, whatever it is, is a refusal (`expand` of `records.ts`); what it gives is never more than was allowed. */
function feed(bytes: Uint8Array, { codec }: Payload): void {
  let expanded: Uint8Array
  try {
    expanded = codecs.expand(codec, bytes, MAX_EXPANDED)
  } catch {
    return
  }
  if (expanded.length > MAX_EXPANDED) throw new Error(`${codec} gave ${expanded.length} bytes`)
}
