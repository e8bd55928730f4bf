import { describe, expect, test } from 'vitest'
import { goldenBytes, goldenFiles, goldenText } from '../../testing/golden.ts'
import { batchOf, codecs } from '../../testing/log-fixture.ts'
import { fc } from '../../testing/property.ts'
import { COMPRESSIONS } from '../records/batch.ts'
import { BatchBuilder } from '../records/builder.ts'
import { batchesIn } from '../records/walk.ts'
import { recordsIn } from '../records/records.ts'
import { utf8Decode, utf8Encode } from '../utf8.ts'
import { annotateBatches } from './batch.ts'
import { controlName } from './control.ts'
import { annotateFile } from './file.ts'
import { lookup } from './lookup.ts'
import { leavesOf, listOf, pathAt, type Annotated, type Datum, type Parts } from './tree.ts'

const ROOT = 'disk/kafka-1'
const nameOf = (path: string) => path.split('/').at(-1)!
const partsOf = (part: Annotated | undefined): readonly Annotated[] => part?.parts?.() ?? part?.expanded?.().parts ?? []
const values = (part: Annotated): Record<string, Datum | undefined> => Object.fromEntries(partsOf(part).map(each => [each.name, each.value]))
const named = (part: Annotated, name: string): Annotated | undefined => partsOf(part).find(each => each.name === name)
/** Every byte in exactly one leaf, without a gap. */
const tiles = (parts: readonly Annotated[], bytes: Uint8Array): void => {
  let at = 0
  for (const leaf of leavesOf(parts)) {
    expect(leaf.from, leaf.name).toBe(at)
    expect(leaf.to, leaf.name).toBeGreaterThan(at)
    at = leaf.to
  }
  expect(at).toBe(bytes.length)
}
const unreadables = (parts: readonly Annotated[]): Annotated[] => parts.flatMap(part => part.name === 'unreadable' ? [part] : unreadables(partsOf(part)))

const files = goldenFiles(ROOT).filter(file => file.includes('/') && !file.endsWith('.dump.txt') && !/\.checkpoint$|bootstrap/.test(file))
const read = (file: string) => {
  const bytes = goldenBytes(`${ROOT}/${file}`)
  return { bytes, parts: listOf(annotateFile(nameOf(file), bytes, codecs)) }
}
const dumpOf = (file: string): string[] => goldenText(`${ROOT}/${file}.dump.txt`).trim().split('\n').slice(1)
const of = (kind: string) => files.filter(file => file.endsWith(kind) && goldenFiles(ROOT).includes(`${file}.dump.txt`))

describe('a log that grows', () => {
  const whole = goldenBytes(`${ROOT}/d-plain-0/00000000000000000000.log`), seen = (parts: Parts) => listOf(parts).map(({ name, from, to, value }) => ({ name, from, to, value }))
  const annotate = (bytes: Uint8Array, before?: Parts) => annotateFile('00000000000000000000.log', bytes, codecs, before)

  test('is read on from where it ended, and every reading is as one from the beginning', () => {
    fc.assert(fc.property(fc.array(fc.nat(whole.length), { minLength: 2, maxLength: 8 }), ends => {
      let before: Parts | undefined
      const made = ends.sort((a, b) => a - b).map(end => {
        before = annotate(whole.subarray(0, end), before)
        expect(seen(before)).toEqual(seen(annotate(whole.slice(0, end))))
        return { end, parts: before }
      })
      for (const { end, parts } of made) expect(seen(parts), 'an earlier one stays as it was').toEqual(seen(annotate(whole.slice(0, end))))
      expect(seen(annotate(whole, made[0]!.parts)), 'two go on from one').toEqual(seen(annotate(whole.slice())))
    }))
  })

  test('begins anew in another buffer, or where it became shorter', () => {
    const before = annotate(whole), broken = whole.slice()
    broken[8] = 0xff
    expect(seen(annotate(broken, before))).toEqual(seen(annotate(broken)))
    expect(seen(annotate(whole.subarray(0, 70), before))).toEqual(seen(annotate(whole.slice(0, 70))))
  })
})

describe('files that Kafka wrote', () => {
  test.each(files)('%s is named from its first byte to its last', file => {
    const { bytes, parts } = read(file)
    tiles(parts, bytes)
    expect(unreadables(parts)).toEqual([])
  })

  test.each(of('.log'))('%s says what kafka-dump-log says', file => {
    expect(read(file).parts.flatMap(described)).toEqual(dumpOf(file).filter(line => /^baseOffset|^\|/.test(line)).map(shortened))
  })

  test.each(of('.index'))('%s has the entries of its dump', file => {
    const entries = read(file).parts.map(entry => {
      const offset = named(entry, 'relativeOffset')!.note as { offset: number }
      return `offset: ${offset.offset} position: ${values(entry)['position']}`
    })
    expect(entries).toEqual(dumpOf(file).filter(line => line.startsWith('offset')))
  })
  test.each(of('.timeindex'))('%s has the entries of its dump', file => {
    const entries = read(file).parts.map(entry => {
      const offset = named(entry, 'relativeOffset')!.note as { offset: number }
      return `timestamp: ${values(entry)['timestamp']} offset: ${offset.offset}`
    })
    expect(entries).toEqual(dumpOf(file).filter(line => line.startsWith('timestamp')))
  })
  test.each(of('.txnindex'))('%s has the aborted transactions of its dump', file => {
    expect(read(file).parts.map(entry => Object.entries(values(entry)).map(([name, value]) => `${name}: ${value}`).join(' ')))
      .toEqual(dumpOf(file).filter(line => line.startsWith('version')))
  })
  test.each(of('.snapshot'))('%s has the producers of its dump, and its checksum holds', file => {
    const { parts } = read(file)
    const crc = parts.find(part => part.name === 'crc')!
    expect(crc.note).toEqual({ is: 'crc', computed: crc.value })
    const producers = partsOf(parts.find(part => part.name === 'producerEntries')).slice(1).map(values)
      .map(({ producerId, epoch, coordinatorEpoch }) => `producerId: ${producerId} producerEpoch: ${epoch} coordinatorEpoch: ${coordinatorEpoch}`)
    expect(producers).toEqual(dumpOf(file).map(line => /producerId.*coordinatorEpoch: \S+/.exec(line)![0]))
  })

  test('a leader-epoch-checkpoint is read line by line', () => {
    const { parts } = read('d-rolled-0/leader-epoch-checkpoint')
    expect(parts.map(part => part.parts ? Object.values(values(part)) : part.value)).toEqual(['0', '3', ['0', '0'], ['1', '166'], ['2', '171']])
  })
  test('control records say what they are, down to the epoch of their coordinator', () => {
    const { parts } = read('d-txn-0/00000000000000000000.log')
    const controls = parts.filter(batch => named(batch, 'attributes')!.bits!.some(bit => bit.name === 'isControl' && bit.value === true))
      .map(batch => partsOf(named(batch, 'records'))[0]!)
      .map(record => `endTxnMarker: ${controlName(values(named(record, 'key')!)['type'] as number)} coordinatorEpoch: ${values(named(record, 'value')!)['coordinatorEpoch']}`)
    expect(controls).toEqual([...goldenText(`${ROOT}/d-txn-0/00000000000000000000.log.dump.txt`).matchAll(/endTxnMarker: \S+ coordinatorEpoch: \d+/g)].map(String))
  })
})

/** The lines of kafka-dump-log for a batch, as far as the fields of ours go. */
function described(batch: Annotated): string[] {
  const { baseOffset, recordsCount, baseSequence, producerId, producerEpoch, partitionLeaderEpoch, crc, maxTimestamp } = values(batch)
  const last = (named(batch, 'lastOffsetDelta')!.note as { offset: number }).offset
  const check = (named(batch, 'crc')!.note as { computed: number }).computed
  const bits = Object.fromEntries(named(batch, 'attributes')!.bits!.map(bit => [bit.name, bit.value]))
  const head = `baseOffset: ${baseOffset} lastOffset: ${last} count: ${recordsCount} baseSequence: ${baseSequence} producerId: ${producerId} `
    + `producerEpoch: ${producerEpoch} partitionLeaderEpoch: ${partitionLeaderEpoch} isTransactional: ${bits['isTransactional']} isControl: ${bits['isControl']} `
    + `position: ${batch.from} ${bits['timestampType']}: ${maxTimestamp} size: ${batch.to - batch.from} compresscodec: ${bits['compression']} crc: ${crc} isvalid: ${crc === check}`
  const payload = named(batch, 'records')
  return [head, ...payload ? partsOf(payload).map(record => {
    const { keyLength, valueLength } = values(record)
    const time = (named(record, 'timestampDelta')!.note as { ms: number }).ms
    const headers = partsOf(record).filter(part => part.name === 'header').map(part => values(part)['headerKey']).join(',')
    return `| offset: ${record.value} ${bits['timestampType']}: ${time} keySize: ${keyLength} valueSize: ${valueLength} headerKeys: [${headers}]`
  }) : []]
}
const shortened = (line: string): string => line.replace(/ lastSequence: \S+/, '').replace(/ deleteHorizonMs: \S+/, '').replace(/ magic: \d/, '')
  .replace(/ sequence: \S+/, '').replace(/(headerKeys: \[.*?\]).*/s, '$1')

const content = fc.option(fc.uint8Array({ maxLength: 80 }))
const records = fc.array(fc.record({
  key: content, value: content, headers: fc.array(fc.record({ key: fc.string({ maxLength: 8 }), value: content }), { maxLength: 3 }), wait: fc.nat(10_000_000),
}), { minLength: 1, maxLength: 8 })

test('every byte of a batch belongs to exactly one leaf, and the leaves hold its records', () => {
  fc.assert(fc.property(records, fc.constantFrom(...COMPRESSIONS), fc.nat(1_000_000), (wanted, compression, baseOffset) => {
    const builder = new BatchBuilder({ compression, baseOffset })
    wanted.forEach(({ key, value, headers, wait }, i) => builder.append(i + wait, key, value, headers))
    const bytes = builder.close(codecs)
    const parts = annotateBatches(bytes, codecs), payload = named(parts[0]!, 'records')!
    tiles(parts, bytes)
    const expanded = payload.expanded?.()
    if (expanded) tiles(expanded.parts, expanded.bytes)
    const seen = partsOf(payload).map(record => [record.value, named(record, 'key')?.value, named(record, 'value')?.value])
    const held = [...recordsIn(bytes, [...batchesIn(bytes)][0]!, codecs)].map(({ offset, key, value }) => [offset, key?.length ? key : undefined, value?.length ? value : undefined])
    expect(seen).toEqual(held)
  }), { numRuns: 60 })
})

test('whatever the bytes, they are named to the last one, and nothing is thrown', () => {
  const kinds = ['00000000000000000000.log', '00000000000000000000.index', '00000000000000000000.timeindex', '00000000000000000000.snapshot', 'leader-epoch-checkpoint', 'partition.metadata', 'x']
  const whole = batchOf(['a', 'b=c'])
  const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => whole.with(at, byte))
  fc.assert(fc.property(fc.constantFrom(...kinds), fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (name, bytes) => {
    tiles(listOf(annotateFile(name, bytes, codecs)), bytes)
  }), { numRuns: 300 })
})

test('a flipped bit is seen: the checksum that is stored is not the one of the bytes', () => {
  const bytes = batchOf(['paid'])
  bytes[bytes.length - 3]! ^= 1
  const [batch] = annotateBatches(bytes, codecs)
  const crc = named(batch!, 'crc')!
  expect(crc.note).not.toEqual({ is: 'crc', computed: crc.value })
})

test('a byte leads to its field', () => {
  const bytes = batchOf(['k=v'])
  const names = (at: number) => pathAt(annotateBatches(bytes, codecs), at).map(part => part.name).join(' › ')
  expect([0, 17, 20, 21, 61, bytes.lastIndexOf(utf8Encode('k')[0]!)].map(names)).toMatchInlineSnapshot(`
    [
      "batch › baseOffset",
      "batch › crc",
      "batch › crc",
      "batch › attributes",
      "batch › records › record › length",
      "batch › records › record › key",
    ]
  `)
  expect(names(bytes.length)).toBe('')
  const value = pathAt(annotateBatches(bytes, codecs), bytes.length - 2).at(-1)!
  expect([value.name, utf8Decode(value.value as Uint8Array)]).toEqual(['value', 'v'])
})

describe('how an offset is found', () => {
  const folder = 'd-rolled-0', base = '00000000000000000000'
  const log = goldenBytes(`${ROOT}/${folder}/${base}.log`), index = goldenBytes(`${ROOT}/${folder}/${base}.index`)

  test('the nearest entry at or before it, then batch by batch', () => {
    const { entry, skipped, found } = lookup(37, 0, index, log)
    expect({ entry, skipped: skipped.map(batch => batch.baseOffset), found: [found?.baseOffset, found?.lastOffset] }).toMatchInlineSnapshot(`
      {
        "entry": {
          "number": 2,
          "position": 5333,
          "relative": 31,
        },
        "found": [
          32,
          39,
        ],
        "skipped": [
          24,
        ],
      }
    `)
  })
  test('is the batch that holds it, whatever the index leaves out', () => {
    for (const batch of batchesIn(log)) for (const each of [index, new Uint8Array(0)]) {
      for (let offset = batch.baseOffset; offset <= batch.lastOffset; offset++) expect(lookup(offset, 0, each, log).found?.at).toBe(batch.at)
    }
    expect(lookup(72, 0, index, log).found).toBeNull()
  })
})
