import { describe, expect, test } from 'vitest'
import { goldenJson } from '../../testing/golden.ts'
import { adminKeys } from './admin.ts'
import { parseBootstrap } from './common.ts'
import type { ConfigKeys } from './config-def.ts'
import { consumerKeys, parseConsumerConfig } from './consumer.ts'
import { parseProducerConfig, producerKeys } from './producer.ts'

interface GoldenConfig { name: string; type: string; default?: string | null; required?: true; valid?: string }
const golden = goldenJson<Record<'producer' | 'consumer' | 'admin', GoldenConfig[]>>('configs.json')

describe.each([['producer', producerKeys], ['consumer', consumerKeys], ['admin', adminKeys]] as const)('%s configs', (section, keys: ConfigKeys) => {
  test.each(Object.values(keys).map(key => [key.name, key] as const))('%s: type, default and validator are Kafka\'s', (name, key) => {
    const kafka = golden[section].find(config => config.name === name)
    expect(kafka).toBeDefined()
    expect({ type: key.type, standard: key.standard, valid: key.check?.text ?? '' })
      .toEqual({ type: kafka!.type, standard: kafka!.required ? undefined : kafka!.default, valid: kafka!.valid ?? '' })
  })
})

const servers = { 'bootstrap.servers': 'b1:9092' }

describe('values are refused in the words of ConfigException', () => {
  test.each([
    [{ 'linger.ms': -1 }, 'Invalid value -1 for configuration linger.ms: Value must be at least 0'],
    [{ 'batch.size': 'big' }, 'Invalid value big for configuration batch.size: Not a number of type INT'],
    [{ acks: 'some' }, 'Invalid value some for configuration acks: String must be one of: all, -1, 0, 1'],
    [{ 'enable.idempotence': 'maybe' }, 'Invalid value maybe for configuration enable.idempotence: Expected value to be either true or false'],
    [{ 'enable.idempotence': true, acks: 1 }, 'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.'],
    [{ 'delivery.timeout.ms': 1000 }, 'delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms'],
    [{ 'max.in.flight.requests.per.connection': 6 }, 'Must set max.in.flight.requests.per.connection to at most 5 to use the idempotent producer.'],
  ])('%j', (configs, message) => { expect(() => parseProducerConfig({ ...servers, ...configs })).toThrow(message) })

  test('a config that has to be given', () => {
    expect(() => parseProducerConfig({})).toThrow('Missing required configuration "bootstrap.servers" which has no default value.')
  })
  test('an offset reset of no kind', () => {
    expect(() => parseConsumerConfig({ ...servers, 'auto.offset.reset': 'middle' })).toThrow('Invalid value `middle` for configuration auto.offset.reset.')
  })
})

test('acks other than all turn idempotence off, and a short delivery timeout follows linger.ms', () => {
  expect(parseProducerConfig({ ...servers, acks: '1' })).toMatchObject({ acks: 1, enableIdempotence: false })
  expect(parseProducerConfig({ ...servers, 'linger.ms': 100_000 }).deliveryTimeoutMs).toBe(130_000)
})

test('a consumer without a group does not commit', () => {
  expect(parseConsumerConfig(servers)).toMatchObject({ enableAutoCommit: false, assignors: ['range', 'cooperative-sticky'] })
  expect(() => parseConsumerConfig({ ...servers, 'enable.auto.commit': true })).toThrow('enable.auto.commit cannot be set to true')
})

test('auto.offset.reset=by_duration says how far back (KIP-1106)', () => {
  expect(parseConsumerConfig({ ...servers, 'auto.offset.reset': 'by_duration:PT1H' }).autoOffsetReset).toEqual({ to: 'by_duration', ms: 3_600_000 })
})

test('configs nobody uses are told', () => {
  expect(parseProducerConfig({ ...servers, 'linger.msec': 5 }).unused).toEqual(['linger.msec'])
})

test('bootstrap servers', () => {
  expect(parseBootstrap(['b1:9092', '[::1]:9093', 'PLAINTEXT://b2:1'])).toEqual([{ host: 'b1', port: 9092 }, { host: '::1', port: 9093 }, { host: 'b2', port: 1 }])
  expect(() => parseBootstrap(['b1'])).toThrow('Invalid url in bootstrap.servers: b1')
  expect(() => parseBootstrap([])).toThrow('No resolvable bootstrap urls given in bootstrap.servers')
})
