import type { Stamped } from '../console/formatter.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import type { KcatOptions } from './options.ts'

/** How a message is written: `-J`, `-f`, or key and value with what parts them. Its end is in it. */
export function formatOf(options: KcatOptions): (record: Stamped) => string {
  if (options.has('J')) return record => `${json(record)}\n`
  const format = options.last('f'), between = options.last('K'), after = unescaped(options.last('D') ?? '\n')
  if (format !== undefined) return record => formatted(unescaped(format), record)
  return ({ key, value }) => `${between === undefined ? '' : text(key) + unescaped(between)}${text(value)}${after}`
}

const text = (bytes: Uint8Array | null): string => bytes === null ? '' : utf8Decode(bytes)
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' }
/** `\n`, `\t`, `\x2c`. */
export const unescaped = (format: string): string => format.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (whole, hex?: string, letter?: string) =>
  hex !== undefined ? String.fromCharCode(parseInt(hex, 16)) : ESCAPES[letter!] ?? whole)

const TOKENS: Readonly<Record<string, (record: Stamped) => string | number>> = {
  s: ({ value }) => text(value), S: ({ value }) => value?.length ?? -1, k: ({ key }) => text(key), K: ({ key }) => key?.length ?? -1,
  t: ({ topic }) => topic, p: ({ partition }) => partition, o: ({ offset }) => offset, T: ({ timestamp }) => timestamp,
  h: ({ headers }) => headers.map(header => `${header.key}=${header.value === null ? 'NULL' : text(header.value)}`).join(','), '%': () => '%',
}
const formatted = (format: string, record: Stamped): string =>
  format.replace(/%(.)/g, (whole, token: string) => String(TOKENS[token]?.(record) ?? whole))

const json = ({ topic, partition, offset, timestamp, timestampType, headers, key, value }: Stamped): string => JSON.stringify({
  topic, partition, offset, tstype: timestampType === 'CreateTime' ? 'create' : 'logappend', ts: timestamp,
  ...headers.length > 0 && { headers: headers.flatMap(header => [header.key, header.value && text(header.value)]) },
  key: key && text(key), payload: value && text(value),
})
