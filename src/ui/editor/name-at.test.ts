import { expect, test } from 'vitest'
import { nameAt, propertyAt } from './name-at.ts'

/** The name at the first `|`. */
const at = (line: string) => nameAt(line.replace('|', ''), line.indexOf('|') + 1)

test('names that may be a config’s stand between quotes, or are keys of objects', () => {
  expect(at("kafka.producer({ 'lin|ger.ms': 5 })")).toEqual({ name: 'linger.ms', start: 19, end: 28, as: 'quoted' })
  expect(at('kafka.producer({ idem|potent: true })')).toMatchObject({ name: 'idempotent', as: 'key' })
  expect(at('producer.send({ topic, ack|s, messages })')).toMatchObject({ name: 'acks', as: 'key' })
  expect(at('const acks| = 1')).toBe(null)
  expect(at('// the |topic: orders.ts')).toBe(null)
})

test('a property is what stands before =', () => {
  expect(propertyAt('min.insync.replicas=2', 5)).toEqual({ name: 'min.insync.replicas', start: 1, end: 20, as: 'property' })
  expect([propertyAt('min.insync.replicas=2', 21), propertyAt('# min.insync.replicas', 5)]).toEqual([null, null])
})
