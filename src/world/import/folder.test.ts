import { describe, expect, test } from 'vitest'
import { goldenBytes, goldenFiles } from '../../testing/golden.ts'
import { batchOf, codecs } from '../../testing/log-fixture.ts'
import { stampBatch } from '../../protocol/records/batch.ts'
import { fc } from '../../testing/property.ts'
import { isWanted, MAX_IMPORT_BYTES, ensureSize, readFolder, type ForeignFiles } from './folder.ts'
import { ImportError } from './problem.ts'
import { stamped } from './segments.ts'

/*
 * A foreign folder is looked at before anything is done with it: what Kafka itself wrote is taken, anything else is refused in words.
 */

const golden: ForeignFiles = Object.fromEntries(goldenFiles('disk').filter(isWanted).map(file => [file, goldenBytes(`disk/${file}`)]))
const at = (base: number) => `kafka/orders-0/${String(base).padStart(20, '0')}.log`
/** Two records from this offset on. */
const batch = (base: number, epoch = 0): Uint8Array => {
  const bytes = batchOf(['a=1', 'b=2'])
  stampBatch(bytes, 0, base, epoch)
  return bytes
}
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap(part => [...part]))
const problemOf = (act: () => unknown) => {
  try { act() } catch (error) { if (error instanceof ImportError) return error.problem; throw error }
  return null
}

test('the folders of a broker of Apache Kafka 4.3: user topics’ logs, and what groups have committed', () => {
  const { partitions, groups } = readFolder(golden, codecs)
  expect(partitions.map(({ topic, partition, segments, start, end, records, bytes }) =>
    `${topic}-${partition}: ${segments.length} segments, offsets ${start}–${end}, ${records} records, ${bytes} B`)).toMatchInlineSnapshot(`
      [
        "d-appendtime-0: 1 segments, offsets 0–2, 2 records, 100 B",
        "d-codecs-0: 1 segments, offsets 0–30, 30 records, 2331 B",
        "d-compacted-0: 3 segments, offsets 0–96, 38 records, 16757 B",
        "d-deleted-0: 1 segments, offsets 7–20, 13 records, 461 B",
        "d-plain-0: 1 segments, offsets 0–36, 36 records, 1206 B",
        "d-rolled-0: 3 segments, offsets 0–176, 175 records, 36309 B",
        "d-txn-0: 1 segments, offsets 0–33, 27 records, 1658 B",
      ]
    `)
  expect(groups).toMatchInlineSnapshot(`
    [
      {
        "commits": [
          {
            "metadata": "",
            "offset": 4,
            "partition": 0,
            "topic": "d-txn",
          },
          {
            "metadata": "",
            "offset": 24,
            "partition": 0,
            "topic": "d-plain",
          },
        ],
        "group": "d-group",
      },
      {
        "commits": [
          {
            "metadata": "",
            "offset": 26,
            "partition": 0,
            "topic": "d-plain",
          },
        ],
        "group": "d-group-next-43",
      },
    ]
  `)
})

test('one partition’s folder is enough; replicas of two brokers are one partition, the longest', () => {
  const one = readFolder({ [`orders-0/${at(0).slice(15)}`]: batch(0) }, codecs)
  expect(one.partitions).toMatchObject([{ topic: 'orders', partition: 0, start: 0, end: 2, records: 2, times: { from: 1, to: 1 } }])
  const two = readFolder({ [`k1/${at(0)}`]: batch(0), [`k2/${at(0)}`]: joined(batch(0), batch(2)) }, codecs)
  expect(two.partitions).toMatchObject([{ end: 4, records: 4 }])
})

test('a tail that a crash tore is cut, as recovery cuts it', () => {
  const whole = batch(0), torn = readFolder({ [at(0)]: joined(whole, batch(2).subarray(0, 40)) }, codecs).partitions[0]!
  expect(torn).toMatchObject({ end: 2, bytes: whole.length })
  expect(torn.segments[0]!.cutBytes).toBe(40)
})

describe('is refused:', () => {
  const flipped = batch(0)
  flipped[70]! ^= 1
  const legacy = batch(0)
  legacy[16] = 1
  test.each<[string, ForeignFiles, unknown]>([
    ['a folder of something else', { 'photos/2026.jpg': Uint8Array.of(1), 'orders-0/notes.txt': Uint8Array.of(2) }, { is: 'nothing' }],
    ['a flipped bit before the last segment', { [at(0)]: flipped, [at(2)]: batch(2) }, { is: 'damaged', file: at(0), position: 0 }],
    ['half a batch before the last segment', { [at(0)]: batch(0).subarray(0, 30), [at(2)]: batch(2) }, { is: 'damaged', file: at(0), position: 0 }],
    ['garbage before the last segment', { [at(0)]: new Uint8Array(100).fill(0xff), [at(2)]: batch(2) }, { is: 'damaged', file: at(0) }],
    ['garbage and nothing else', { [at(0)]: new Uint8Array(100).fill(7) }, { is: 'damaged', file: at(0), position: 0 }],
    ['an offset twice', { [at(0)]: joined(batch(0), batch(1)) }, { is: 'out-of-order', file: at(0), offset: 1 }],
    ['an offset before its segment', { [at(10)]: batch(0) }, { is: 'out-of-order', file: at(10), offset: 0 }],
    ['a base offset beyond 2^53', { [`orders-0/${'9'.repeat(20)}.log`]: batch(0) }, { is: 'out-of-order' }],
    ['message format 1', { [at(0)]: legacy }, { is: 'old-format', file: at(0), magic: 1 }],
    ['a topic Kafka would not create', { [`or ders-0/${at(0).slice(15)}`]: batch(0) }, { is: 'topic-name', topic: 'or ders' }],
    ['the hundred and first partition', { [`orders-100/${at(0).slice(15)}`]: batch(0) }, { is: 'too-many-partitions', topic: 'orders' }],
    ['a checkpoint that is none', { [at(0)]: batch(0), 'kafka/log-start-offset-checkpoint': Uint8Array.of(49, 10) }, { is: 'damaged', file: 'kafka/log-start-offset-checkpoint' }],
    ['a commit that is none', { [`__consumer_offsets-0/${at(0).slice(15)}`]: batchOf(['\u0000\u0001\u0000\u0009=xyz']) }, { is: 'no-commit' }],
  ])('%s', (_, files, problem) => expect(problemOf(() => readFolder(files, codecs))).toMatchObject(problem as object))

  test('more than a page can keep', () => {
    expect(problemOf(() => ensureSize(MAX_IMPORT_BYTES + 1))).toEqual({ is: 'too-large', bytes: MAX_IMPORT_BYTES + 1, limit: MAX_IMPORT_BYTES })
  })
})

test('whatever happened to its bytes, a folder is taken or refused in words', () => {
  const names = Object.keys(golden).filter(name => /d-txn|d-rolled|__consumer_offsets|checkpoint/.test(name))
  const change = fc.record({ file: fc.constantFrom(...names), at: fc.nat(), byte: fc.nat(255), cut: fc.option(fc.nat(), { freq: 4 }) })
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
    const files: Record<string, Uint8Array> = { ...golden }
    for (const { file, at, byte, cut } of changes) {
      const bytes = files[file]!.slice(0, cut === null ? undefined : cut % files[file]!.length)
      if (bytes.length > 0) bytes[at % bytes.length] = byte
      files[file] = bytes
    }
    const problem = problemOf(() => readFolder(files, codecs))
    expect(problem === null || typeof problem.is === 'string').toBe(true)
  }), { numRuns: 100 })
})

test('leader epochs above the new partition’s become its own; all else stays, checksums too', () => {
  const log = joined(batch(0, 1), batch(2, 7))
  expect(stamped(log, 7)).toBe(log)
  expect(stamped(log, 3)).toEqual(joined(batch(0, 1), batch(2, 3)))
})
