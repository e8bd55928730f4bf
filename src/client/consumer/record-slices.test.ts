import { expect, test } from 'vitest'
import { cut, joined, together, type Bytes } from '../../env/bytes.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { wholeBatches } from '../../protocol/records/walk.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { inPieces } from '../../testing/pieces.ts'
import { fc } from '../../testing/property.ts'
import { nextSlice, recordsOf, type CompletedFetch, type RecordSlice } from './record-slices.ts'

function fetchOf(records: Bytes, next: number, aborted: CompletedFetch['aborted'] = []): CompletedFetch {
  const [bytes, ...behind] = wholeBatches(records)
  return { id: 't-0', topic: 't', partition: 0, node: 1, bytes: bytes!, behind, at: 0, next, epoch: -1, aborted, abortedNow: [] }
}

interface Batch { offsets: number[]; to: number; producerId?: number; control?: boolean }
/** A piece a batch. */
function written(batches: readonly Batch[]): Bytes {
  return together(batches.map(({ offsets, to, producerId = -1, control = false }) => {
    const builder = new BatchBuilder({ baseOffset: offsets[0] ?? to, producerId, producerEpoch: producerId < 0 ? -1 : 0, transactional: producerId >= 0, control })
    for (const offset of offsets) builder.appendAt(offset, 0, null, new Uint8Array([offset]))
    return builder.close(noCodecs, { lastOffset: to })
  }))
}

function all(fetch: CompletedFetch, max: number): RecordSlice[] {
  const slices: RecordSlice[] = []
  for (let slice = nextSlice(fetch, max, true, noCodecs); slice; slice = nextSlice(fetch, max, true, noCodecs)) slices.push(slice)
  return slices
}
const offsetsOf = (slices: readonly RecordSlice[]) => slices.flatMap(slice => [...recordsOf(slice, noCodecs)].map(({ offset }) => offset))

test('every record from the position on is handed out once, in order, whatever compaction left and however many at a time', () => {
  const gaps = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 0, maxLength: 10 })
  fc.assert(fc.property(
    fc.array(fc.record({ kept: gaps, whole: fc.boolean() }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 1, max: 7 }), fc.array(fc.nat(), { maxLength: 3 }), (shapes, from, max, cuts) => {
      const batches = shapes.map(({ kept, whole }, i): Batch => {
        const deltas = whole ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [...kept].sort((a, b) => a - b)
        return { offsets: deltas.map(delta => i * 10 + delta), to: i * 10 + 9 }
      })
      const fetch = fetchOf(cuts.length < 3 ? written(batches) : inPieces(joined(written(batches)), cuts), from)
      const slices = all(fetch, max)
      expect(offsetsOf(slices)).toEqual(batches.flatMap(batch => batch.offsets).filter(offset => offset >= from))
      expect(slices.every((slice, i) => slice.count <= max && slice.from <= slice.to && (i === 0 || slice.from > slices[i - 1]!.to))).toBe(true)
      expect(fetch.next).toBe(Math.max(from, shapes.length * 10))
    },
  ))
})

test('control batches and aborted transactions are passed over (read_committed)', () => {
  const bytes = written([
    { offsets: [0, 1], to: 1, producerId: 7 }, { offsets: [2], to: 2, producerId: 8 }, { offsets: [3], to: 3, producerId: 7 },
    { offsets: [4], to: 4, producerId: 7, control: true }, { offsets: [5], to: 5, producerId: 7 },
  ])
  expect(offsetsOf(all(fetchOf(bytes, 0, [{ producerId: 7, firstOffset: 0 }]), 100))).toEqual([2, 5])
  expect(offsetsOf(all(fetchOf(bytes, 0), 100))).toEqual([0, 1, 2, 3, 5])
})

test('a cut batch at the end is left for the next fetch', () => {
  const bytes = written([{ offsets: [0], to: 0 }, { offsets: [1], to: 1 }])
  const fetch = fetchOf(cut(bytes, 0, bytes.length - 3), 0)
  expect(offsetsOf(all(fetch, 100))).toEqual([0])
  expect(fetch.next).toBe(1)
})
