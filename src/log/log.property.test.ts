import { expect, test } from 'vitest'
import { joined } from '../env/bytes.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { allOf, batchOf, client, open, recordsOf, reload } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { fc } from '../testing/property.ts'
import type { UnifiedLog } from './partition-log.ts'

/** A log as a list: record `i` stands at offset `start + i`; batches cannot be split. */
interface Model { start: number; values: string[]; timestamps: number[]; ends: number[] }
interface Real { disk: MemoryDisk; log: UnifiedLog }
type Step = (model: Model, real: Real) => void

const config = { segmentBytes: 400, indexIntervalBytes: 80 }
let serial = 0

const append = (count: number, timestamp: number): Step => (model, real) => {
  const values = Array.from({ length: count }, () => `v${serial++}`)
  const result = real.log.appendAsLeader(batchOf(values, { from: timestamp }), client(0, timestamp))
  expect(result).toMatchObject({ firstOffset: model.start + model.values.length })
  model.values.push(...values)
  model.timestamps.push(...values.map((_, i) => timestamp + i))
  model.ends.push(model.start + model.values.length)
}
/** Truncation is asked for at batch boundaries only: epochs begin there. */
const truncate = (part: number): Step => (model, real) => {
  const ends = [model.start, ...model.ends]
  const offset = ends[Math.floor(part * ends.length)]!
  real.log.truncateTo(offset)
  model.values.length = model.timestamps.length = offset - model.start
  model.ends = model.ends.filter(end => end <= offset)
}
const restart = (clean: boolean): Step => (_, real) => {
  if (clean) real.log.close()
  real.log = open(real.disk, config, { clean })
}
const saveAndLoad: Step = (_, real) => { real.log = reload(real.log, real.disk) }

const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 60 })).map(args => append(...args)) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 0.99, noNaN: true }).map(truncate) },
  { weight: 1, arbitrary: fc.boolean().map(restart) },
  { weight: 1, arbitrary: fc.constant(saveAndLoad) },
)

test('a log is a list: appended, truncated, restarted, saved and loaded in any order', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), steps => {
    const model: Model = { start: 0, values: [], timestamps: [], ends: [] }
    const disk = new MemoryDisk()
    const real: Real = { disk, log: open(disk, config) }
    for (const run of steps) {
      run(model, real)
      expect(real.log.tail(5)).toEqual(reload(real.log, real.disk).tail(5))
    }
    expect(real.log.logEndOffset).toBe(model.values.length)
    expect(allOf(real.log)).toBe(model.values.map((value, offset) => `${offset}:${value}`).join(' '))
    checkLookups(model, real.log)
  }), { numRuns: 150 })
})

/** What indexes find is what reading everything finds. */
function checkLookups(model: Model, log: UnifiedLog): void {
  const end = model.values.length
  for (let offset = 0; offset < end; offset++) {
    const [first] = [...batchesIn(joined(log.read(offset, 1, { upTo: end, minOneMessage: true })))]
    expect(first!.baseOffset <= offset && offset <= first!.lastOffset).toBe(true)
  }
  for (let timestamp = 0; timestamp <= 64; timestamp += 4) {
    const found = log.offsetForTimestamp(timestamp, end)?.offset ?? -1
    expect(found).toBe(model.timestamps.findIndex(each => each >= timestamp))
  }
  const max = Math.max(-1, ...model.timestamps)
  expect(log.offsetOfMaxTimestamp()?.offset ?? -1).toBe(max < 0 ? -1 : model.timestamps.indexOf(max))
}

test('within any limits a read gives whole batches in a row, as many as fit', () => {
  const log = open(new MemoryDisk(), config)
  for (let i = 0; i < 30; i++) log.appendAsLeader(batchOf(['a', 'b', 'c'].slice(i % 3)), client())
  fc.assert(fc.property(fc.nat(59), fc.nat(600), fc.nat(70), fc.boolean(), (from, maxBytes, upTo, minOneMessage) => {
    const bytes = joined(log.read(from, maxBytes, { upTo, minOneMessage }))
    const batches = [...batchesIn(bytes)]
    expect(batches.reduce((sum, batch) => sum + batch.size, 0)).toBe(bytes.length)
    expect(bytes.length <= maxBytes || (minOneMessage && batches.length === 1)).toBe(true)
    if (batches.length === 0) return
    expect(batches[0]!.baseOffset <= from && from <= batches[0]!.lastOffset).toBe(true)
    expect(batches.at(-1)!.lastOffset).toBeLessThan(upTo)
    const first = batches[0]!.baseOffset, count = batches.at(-1)!.lastOffset + 1 - first
    expect(recordsOf(bytes).map(record => record.offset)).toEqual(Array.from({ length: count }, (_, i) => first + i))
  }), { numRuns: 300 })
})
