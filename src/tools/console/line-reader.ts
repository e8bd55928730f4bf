import type { RecordHeader } from '../../protocol/records/records.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { ToolException } from '../exception.ts'

/** How a line becomes a record (org.apache.kafka.tools.LineMessageReader). */
export interface ReadRecord { readonly key: Uint8Array | null; readonly value: Uint8Array | null; readonly headers: readonly RecordHeader[] }

type Properties = Readonly<Record<string, string>>
const isTrue = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'true'
const kafkaException = (message: string): ToolException => new ToolException('org.apache.kafka.common.KafkaException', message)

/** `number` counts lines from 1, for the words of refusal. */
export function readLine(line: string, number: number, properties: Properties): ReadRecord {
  const ignoreError = isTrue(properties['ignore.error'])
  const bytes = (text: string): Uint8Array | null => text === properties['null.marker'] ? null : utf8Encode(text)
  /** Takes what stands before a separator off the line. */
  let rest = line
  const take = (separator: string, what: string): string | null => {
    const at = rest.indexOf(separator)
    if (at < 0 && !ignoreError) throw kafkaException(`No ${what} found on line number ${number}: '${line}'`)
    if (at < 0) return null
    const taken = rest.slice(0, at)
    rest = rest.slice(at + separator.length)
    return taken
  }
  const headers = isTrue(properties['parse.headers']) ? take(properties['headers.delimiter'] ?? '\t', 'headers delimiter') : null
  const key = isTrue(properties['parse.key']) ? take(properties['key.separator'] ?? '\t', 'key separator') : null
  return {
    headers: headers === null || headers === properties['null.marker'] ? [] : headersIn(headers, number, properties),
    key: key === null ? null : bytes(key), value: bytes(rest),
  }
}

function headersIn(text: string, number: number, properties: Properties): RecordHeader[] {
  const within = properties['headers.key.separator'] ?? ':'
  return text.split(properties['headers.separator'] ?? ',').map(pair => {
    const at = pair.indexOf(within)
    if (at < 0) throw kafkaException(`No header key separator found in pair '${pair}' on line number ${number}`)
    const value = pair.slice(at + within.length)
    return { key: pair.slice(0, at), value: value === properties['null.marker'] ? null : utf8Encode(value) }
  })
}
