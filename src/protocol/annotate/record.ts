import { MalformedError } from '../malformed.ts'
import { Reader } from '../reader.ts'
import { isControl, timestampTypeOf, type BatchHeader } from '../records/batch.ts'
import { controlKey, controlTypeOf, controlValue } from './control.ts'
import { annotated, unreadable, type Trail } from './trail.ts'
import { once, type Annotated } from './tree.ts'

/** The records of a batch's payload, as they were before compression; the drawing stands at `RecordCursor`. */
export function annotateRecords(bytes: Uint8Array, from: number, to: number, batch: BatchHeader): readonly Annotated[] {
  const records: Annotated[] = []
  for (let at = from; at < to;) {
    const record = recordAt(bytes, at, to, batch)
    records.push(record)
    at = record.to
  }
  return records
}

/** Its value is its offset. */
function recordAt(bytes: Uint8Array, from: number, to: number, batch: BatchHeader): Annotated {
  const reader = new Reader(bytes, from, to)
  try {
    const length = reader.varint()
    const end = reader.take(length) + length
    const parts = once(() => recordParts(bytes, from, end, batch))
    return { name: 'record', from, to: end, value: offsetOf(new Reader(bytes, reader.at - length, end), batch), parts }
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return unreadable(bytes, from, to, error.message)
  }
}

function offsetOf(reader: Reader, batch: BatchHeader): number {
  reader.take(1)
  reader.varlong()
  return batch.baseOffset + reader.varint()
}

const recordParts = (bytes: Uint8Array, from: number, end: number, batch: BatchHeader): readonly Annotated[] =>
  annotated(new Reader(bytes, from, end), trail => {
    varint(trail, 'length')
    trail.field('attributes', 'int8', reader => reader.int8())
    trail.field('timestampDelta', 'varlong', reader => reader.varlong(), delta => ({
      note: { is: 'time', ms: timestampTypeOf(batch) === 'LogAppendTime' ? batch.maxTimestamp : batch.baseTimestamp + delta },
    }))
    trail.field('offsetDelta', 'varint', reader => reader.varint(), delta => ({ note: { is: 'offset', offset: batch.baseOffset + delta } }))
    content(trail, batch)
    const count = varint(trail, 'headersCount')
    for (let i = 0; i < count; i++) trail.group('header', header)
  })

type Inside = (bytes: Uint8Array, from: number, to: number) => readonly Annotated[]

function content(trail: Trail, batch: BatchHeader): void {
  const keyLength = varint(trail, 'keyLength')
  const type = isControl(batch) ? controlTypeOf(trail.reader.bytes, trail.reader.at, keyLength) : null
  blob(trail, 'key', keyLength, type === null ? undefined : controlKey)
  blob(trail, 'value', varint(trail, 'valueLength'), type === null ? undefined : (bytes, from, to) => controlValue(type, bytes, from, to))
}

function header(trail: Trail): void {
  const keyLength = varint(trail, 'headerKeyLength')
  trail.field('headerKey', 'string', reader => reader.text(keyLength))
  blob(trail, 'headerValue', varint(trail, 'headerValueLength'))
}

const varint = (trail: Trail, name: string): number => trail.field(name, 'varint', reader => reader.varint())

/** A length below 0 is null, which has no bytes. */
function blob(trail: Trail, name: string, length: number, inside?: Inside): void {
  if (length < 0) return
  const { bytes, at } = trail.reader
  trail.field(name, 'bytes', reader => reader.slice(length), () => inside ? { parts: once(() => inside(bytes, at, at + length)) } : {})
}
