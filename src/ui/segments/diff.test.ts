import { expect, test } from 'vitest'
import { annotator } from '../../session/segments.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { diffOf, firstByte } from './diff.ts'

const annotate = await annotator()
const FILE = '00000000000000000000.log'

/** A batch of one record, as a leader of an epoch stored it at an offset. */
function batch(offset: number, epoch: number, text: string): Uint8Array {
  const builder = new BatchBuilder({})
  builder.append(1_000, null, utf8Encode(text))
  const bytes = builder.close(), view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setBigInt64(0, BigInt(offset))
  view.setInt32(12, epoch)
  return bytes
}
const log = (...batches: Uint8Array[]) => ({ [FILE]: Uint8Array.from(batches.flatMap(each => [...each])) })

test('replicas that are the same have no first difference', () => {
  const one = log(batch(0, 1, 'a'), batch(1, 1, 'b'))
  expect(diffOf(one, one, annotate)).toMatchObject({ first: null, ends: [2, 2], onlyLeft: [], onlyRight: [] })
})

test('one is ahead: its batches are missing in the other', () => {
  const diff = diffOf(log(batch(0, 1, 'a'), batch(1, 1, 'b')), { ...log(batch(0, 1, 'a')), 'leader-epoch-checkpoint': new Uint8Array() }, annotate)
  expect([diff.first?.base, diff.first?.is, diff.ends, diff.onlyRight]).toEqual([1, 'missing', [2, 1], ['leader-epoch-checkpoint']])
})

/** KIP-101: after an unclean election two leaders wrote at one offset. */
test('an offset that two leaders wrote differs in its epoch; a turned bit in its bytes alone', () => {
  const a = log(batch(0, 1, 'a'), batch(1, 1, 'b')), b = log(batch(0, 1, 'a'), batch(1, 2, 'c'))
  expect(diffOf(a, b, annotate).pairs.map(({ is }) => is)).toEqual([null, 'epoch'])
  const turned = { [FILE]: a[FILE]!.slice() }
  turned[FILE]![65]! ^= 1
  const diff = diffOf(a, turned, annotate)
  expect([diff.first?.is, firstByte(diff.first!)]).toEqual(['bytes', 65])
})
