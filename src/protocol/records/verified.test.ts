import { expect, test } from 'vitest'
import { utf8Encode } from '../utf8.ts'
import { batchAt, ensureValid } from './batch.ts'
import { BatchBuilder } from './builder.ts'
import { isVerified } from './verified.ts'

const large = (): Uint8Array => {
  const builder = new BatchBuilder()
  for (let i = 0; i < 100; i++) builder.append(0, null, utf8Encode('x'.repeat(100)))
  return builder.close()
}

/* RecordBatch.ensureValid: the same memory is summed once, other memory anew. */
test('a batch that was found right is known where it lies, also by another view of that memory', () => {
  const bytes = large().slice(), { size, crc } = batchAt(bytes, 0)
  expect(isVerified(bytes, 0, size, crc)).toBe(false)
  ensureValid(bytes, batchAt(bytes, 0))
  expect(isVerified(new Uint8Array(bytes.buffer, bytes.byteOffset, size), 0, size, crc)).toBe(true)
})

test('who closes a batch has just summed it; a copy is summed by whoever checks it', () => {
  const bytes = large(), { size, crc } = batchAt(bytes, 0)
  expect([isVerified(bytes, 0, size, crc), isVerified(bytes.slice(), 0, size, crc)]).toEqual([true, false])
})

test('a copy with a bit flipped is other memory, and is refused', () => {
  const bytes = large()
  ensureValid(bytes, batchAt(bytes, 0))
  const flipped = bytes.slice()
  flipped[500]! ^= 1
  expect(() => ensureValid(flipped, batchAt(flipped, 0))).toThrow('Record is corrupt')
})

test('another checksum in the same place is not taken for the one that was right', () => {
  const bytes = large(), batch = batchAt(bytes, 0)
  ensureValid(bytes, batch)
  expect(() => ensureValid(bytes, { ...batch, crc: batch.crc ^ 1 })).toThrow('Record is corrupt')
})
