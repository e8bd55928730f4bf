import { describe, expect, test } from 'vitest'
import { goldenJson, goldenText } from '../../testing/golden.ts'
import { EMPTY_IMAGE, type MetadataImage } from '../image.ts'
import { NodeConfigs } from './configs.ts'
import { brokerDefinitions, brokerQuotaDefinitions, groupDefinitions, topicDefinitions, type Definitions } from './definitions.ts'
import { invalid } from './validate.ts'

/* golden/configs.json is what Apache Kafka 4.3 defines; golden/cli/configs-others.txt what a broker of it described. */

interface Golden { name: string; type: string; default?: string | null; valid?: string; update?: string; internal?: boolean; brokerSynonyms?: { name: string; times?: number }[] }
const golden = goldenJson<Record<'broker' | 'topic' | 'group', Golden[]>>('configs.json')

describe('definitions', () => {
  test.each([['broker', brokerDefinitions], ['topic', topicDefinitions], ['group', groupDefinitions]] as [keyof typeof golden, Definitions][])('of %s configs are Kafka\'s', (kind, own) => {
    expect([...own.values()].map(({ name, type, fallback, valid, internal }) => ({ name, type, fallback, valid, internal }))).toEqual(golden[kind]
      .map(({ name, type, default: fallback, valid, internal }) => ({ name, type, fallback: fallback ?? null, valid: valid || null, internal: internal ?? false }))
      .sort((a, b) => a.name < b.name ? -1 : 1))
  })

  test('of a broker\'s quotas are Kafka\'s', () => {
    expect([...brokerQuotaDefinitions.values()].map(({ name, type, fallback, valid }) => ({ name, type, fallback, valid })))
      .toEqual(goldenJson<{ brokerQuota: Golden[] }>('configs.json').brokerQuota.map(({ name, type, default: fallback, valid }) => ({ name, type, fallback, valid })))
  })

  test('of topic configs know the broker configs behind them', () => {
    for (const { name, brokerSynonyms } of golden.topic) {
      expect(topicDefinitions.get(name)!.synonyms).toEqual(brokerSynonyms!.map(({ name: synonym, times }) => ({ name: synonym, times: times ?? 1 })))
    }
  })
})

test('a group describes its configs as Kafka\'s does', () => {
  const shown = new NodeConfigs(1, {}, () => EMPTY_IMAGE).describeGroup('billing')
    .map(({ name, value, synonyms }) => `  ${name}=${value} sensitive=false synonyms={DEFAULT_CONFIG:${synonyms[0]!.name}=${synonyms[0]!.value}}`)
  const lines = goldenText('cli/configs-others.txt').split('\n'), from = lines.indexOf('All configs for group billing are:') + 1
  expect(shown).toEqual(lines.slice(from, from + shown.length))
})

const image = (configs: Record<string, Record<string, string>>): MetadataImage =>
  ({ ...EMPTY_IMAGE, configs: new Map(Object.entries(configs).map(([key, values]) => [key, new Map(Object.entries(values))])) })

describe('a value is looked for', () => {
  const at = (configs: Record<string, Record<string, string>>, fixed: Record<string, string> = {}): NodeConfigs => new NodeConfigs(1, fixed, () => image(configs))
  const retention = (configs: NodeConfigs): number => configs.topic('orders').number('retention.ms')

  test('on the topic, the broker, the cluster, in the properties, and then is Kafka\'s own', () => {
    const all = { 'topic:orders': { 'retention.ms': '1' }, 'broker:1': { 'log.retention.ms': '2' }, 'broker:': { 'log.retention.ms': '3' } }
    const fixed = { 'log.retention.ms': '4' }
    expect(retention(at(all, fixed))).toBe(1)
    expect(retention(at({ ...all, 'topic:orders': {} }, fixed))).toBe(2)
    expect(retention(at({ 'broker:': all['broker:'] }, fixed))).toBe(3)
    expect(retention(at({}, fixed))).toBe(4)
    expect(retention(at({}))).toBe(604_800_000)
  })

  test('in coarser units too', () => {
    expect(retention(at({}, { 'log.retention.hours': '2' }))).toBe(7_200_000)
    expect(retention(at({}, { 'log.retention.hours': '2', 'log.retention.minutes': '3' }))).toBe(180_000)
  })

  test('anew when configs change', () => {
    let now = image({})
    const configs = new NodeConfigs(1, {}, () => now)
    expect(retention(configs)).toBe(604_800_000)
    now = image({ 'topic:orders': { 'retention.ms': '5' } })
    expect(retention(configs)).toBe(5)
  })
})

describe('DescribeConfigs', () => {
  const sources = ['', '', 'DYNAMIC_BROKER_CONFIG', 'DYNAMIC_DEFAULT_BROKER_CONFIG', 'STATIC_BROKER_CONFIG', 'DEFAULT_CONFIG']
  const text = goldenText('cli/configs-others.txt')
  const listed = text.slice(text.indexOf('All configs for broker 1 are:')).split('\n').slice(1)
  const lines = listed.slice(0, listed.findIndex(line => !line.startsWith('  '))).map(line => line.trim())
  const fixed = Object.fromEntries(lines.flatMap(line => [...line.matchAll(/STATIC_BROKER_CONFIG:([a-z.]+)=(.*?)(?=, [A-Z_]+:|\}$)/g)].map(([, name, value]) => [name!, value!])))

  test(`of a broker gives the ${lines.length} lines a real one gave`, () => {
    const configs = new NodeConfigs(1, fixed, () => image({ 'broker:': { 'min.insync.replicas': '1' } }))
    const own = configs.describeBroker('1').map(({ name, value, sensitive, synonyms }) =>
      `${name}=${value} sensitive=${sensitive} synonyms={${synonyms.map(each => `${sources[each.source]}:${each.name}=${each.value}`).join(', ')}}`)
    expect(own).toEqual(lines)
  })
})

describe('values are refused in Kafka\'s words', () => {
  test.each([
    ['retention.ms', 'soon', 'Invalid value soon for configuration retention.ms: Not a number of type LONG'],
    ['segment.bytes', '10', 'Invalid value 10 for configuration segment.bytes: Value must be at least 1048576'],
    ['cleanup.policy', 'delete,shrink', 'Invalid value shrink for configuration cleanup.policy: String must be one of: compact, delete'],
    ['compression.type', 'lzma', 'Invalid value lzma for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer'],
    ['min.insync.replicas', '0', 'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1'],
    ['compression.gzip.level', '-1', null],
    ['compression.gzip.level', '10', 'Invalid value 10 for configuration compression.gzip.level: Value must be no more than 9'],
    ['preallocate', 'yes', 'Invalid value yes for configuration preallocate: Expected value to be either true or false'],
    ['max.message.bytes', '2147483648', 'Invalid value 2147483648 for configuration max.message.bytes: Not a number of type INT'],
  ])('%s=%s', (name, value, words) => expect(invalid(topicDefinitions.get(name)!, value)).toBe(words))
})
