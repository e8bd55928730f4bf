import { expect, test } from 'vitest'
import { fromHex, goldenLines } from '../../testing/golden.ts'
import { crc32Of, crc32cOf } from './crc32c.ts'
import { coordinatorPartition, javaHashCode } from './java-hash.ts'
import { murmur2, partitionForKey } from './murmur2.ts'

type Line =
  | { fn: 'crc'; bytes: string; crc32c: number; crc32: number }
  | { fn: 'murmur2'; key: string; murmur2: number; partition: Record<string, number> }
  | { fn: 'coordinator'; id: string; hashCode: number; partition: Record<string, number> }
  | { fn: 'varint' | 'varlong' | 'uuid' }
const lines = goldenLines<Line>('hash.jsonl')
const of = <F extends Line['fn']>(fn: F): Extract<Line, { fn: F }>[] => lines.filter((line): line is Extract<Line, { fn: F }> => line.fn === fn)

test('CRC-32C and CRC-32 are those Java reckons', () => {
  const vectors = of('crc')
  expect(vectors.map(({ bytes }) => [crc32cOf(fromHex(bytes)), crc32Of(fromHex(bytes))])).toEqual(vectors.map(each => [each.crc32c, each.crc32]))
  expect(vectors.length).toBeGreaterThan(10)
})

test('CRC-32 of a stream in pieces is that of the whole', () => {
  const bytes = fromHex('313233343536373839')
  expect(crc32Of(bytes, 4, 9, crc32Of(bytes, 0, 4))).toBe(crc32Of(bytes))
})

test('keys go where the default partitioner puts them', () => {
  const vectors = of('murmur2')
  expect(vectors.map(({ key, partition }) => [murmur2(fromHex(key)), places(partition, count => partitionForKey(fromHex(key), count))]))
    .toEqual(vectors.map(each => [each.murmur2, each.partition]))
})

test('groups and transactions go to the coordinator that Java picks', () => {
  const vectors = of('coordinator')
  expect(vectors.map(({ id, partition }) => [javaHashCode(id), places(partition, count => coordinatorPartition(id, count))]))
    .toEqual(vectors.map(each => [each.hashCode, each.partition]))
})

const places = (partition: Record<string, number>, place: (count: number) => number): Record<string, number> =>
  Object.fromEntries(Object.keys(partition).map(count => [count, place(Number(count))]))
