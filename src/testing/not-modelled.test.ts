import { beforeAll, describe, expect, test } from 'vitest'
import type { Compression } from '../env/codecs.ts'
import type { Env, Process } from '../env/process.ts'
import type { ConsumerView } from '../env/view.ts'
import { makeCodecs, type HostCodecs } from '../host/codecs.ts'
import { BrokerKit } from './broker-kit.ts'
import { DescribeConfigs } from '../protocol/apis/32-describe-configs.ts'
import type { Response } from '../protocol/schema.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { notModelled, type NotModelledId } from '../session/not-modelled.ts'
import { PROFILES } from '../world/profiles.ts'
import { programs } from '../world/programs.ts'
import { ClusterStory, type ClusterOptions } from './cluster.ts'
import { echoStory } from './echo.ts'
import { fromHex, goldenLines } from './golden.ts'
import { KafkaStory } from './kafka-world.ts'
import { noCodecs } from './no-codecs.ts'
import { Story } from './world.ts'

/*
 * NOT-MODELLED, held against the engine: for each line a look whether the thing is really absent. Whoever adds it sees its check fail, and
 * takes the line away.
 */

/** Shows the files of the machine it runs on. */
const list = (env: Env): Process => ({ handle: () => {}, save: () => null, load: () => {}, view: () => env.disk.list('/') })

class Cluster extends ClusterStory {
  constructor(options: ClusterOptions = {}) { super({ programs: { ...programs, list }, ...options }) }
  files(machine: string): string[] {
    this.start(`list-${machine}`, { machine, program: 'list' })
    this.run(1).millis
    return this.world.view().processes[`list-${machine}`]!.view as unknown as string[]
  }
}

let advertised: ReadonlySet<number>
let codecs: HostCodecs
beforeAll(async () => {
  const w = new KafkaStory()
  advertised = new Set(w.ask('broker-1', ApiVersions, { clientSoftwareName: 'test', clientSoftwareVersion: '1' }).apiKeys.map(({ apiKey }) => apiKey))
  codecs = await makeCodecs()
  await codecs.fetchZstd()
})

const served = (...keys: number[]): number[] => keys.filter(key => advertised.has(key))
const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** A server by itself, with these properties; what it says as it refuses to start. */
function refusal(properties: Readonly<Record<string, string>>): string[] {
  const w = new Story({ seed: 1, programs, codecs: noCodecs, onCrash: 'throw' })
  w.machines('c1')
  w.start('server', { machine: 'c1', program: 'server', args: { properties: { 'node.id': '1', 'log.dirs': '/data', ...properties }, clusterId: 'KafkaTerrariumClusterA' } })
  w.run(1).seconds
  return w.told().flatMap(told => (told.is === 'log.line' && told.level === 'ERROR' ? [told.text] : []))
}

/** When a producer hears of its first record, in a world of this hardware. */
function acknowledgedAt(profile: string): number {
  const w = new Cluster({ profile })
  w.topic('orders')
  w.produce('checkout', 'orders')
  return w.runUntil(told => told.is === 'producer.acknowledged').at
}

const ALONE = { 'offsets.topic.replication.factor': '1' }
function describedTopic(): Response<typeof DescribeConfigs>['results'][number] {
  const kit = new BrokerKit().topics({ orders: { partitions: [{ replicas: [1] }] } })
  const resources = [{ resourceType: 2, resourceName: 'orders', configurationKeys: null }]
  const asked = { resources, includeSynonyms: false, includeDocumentation: true }
  return (kit.ask(DescribeConfigs, 4, asked) as Response<typeof DescribeConfigs>).results[0]!
}

function whatIsReadOf(configs: Readonly<Record<string, string>>, seconds: number): { end: number; read: number; start: number } {
  const w = new Cluster({ brokers: 1, properties: { ...ALONE, 'log.cleaner.backoff.ms': '1000', 'log.retention.check.interval.ms': '1000' } })
  w.topic('orders', 1, 1, configs)
  w.produce('checkout', 'orders', { keys: 1 })
  w.run(3).seconds
  w.stop('checkout')
  w.run(seconds).seconds
  w.consume('audit', ['orders'], 'audit')
  w.run(10).seconds
  const { end, start } = w.facts('orders-0').logs[1]!
  return { end, start, read: (w.world.view().processes['audit']!.view as ConsumerView).delivered }
}

/** Where a record batch's records begin (magic 2). */
const RECORDS_AT = 61

const CHECKS: Readonly<Record<NotModelledId, () => void>> = {
  'transactions': () => expect(served(...upTo(24, 28), 65, 66)).toEqual([]),
  'consumer-protocol': () => expect(served(68, 69)).toEqual([]),
  'share-groups': () => expect(served(...upTo(76, 79), ...upTo(83, 92))).toEqual([]),
  'security': () => expect(served(17, ...upTo(29, 31), 36, ...upTo(38, 41), 50, 51)).toEqual([]),
  'quotas': () => expect(served(48, 49)).toEqual([]),
  'log-dirs': () => {
    const w = new Cluster({ brokers: 1, brokerProperties: { 1: { 'log.dirs': '/data,/more' } } })
    w.topic('orders', 2, 1)
    w.act({ do: 'disk.fail', machine: 'm1' })
    w.run(70).seconds
    expect(w.world.view().processes['broker-1']).toMatchObject({ state: 'down', exit: { reason: 'Input/output error' } })
  },
  'compaction': () => {
    const { end, read } = whatIsReadOf({ 'cleanup.policy': 'compact', 'segment.ms': '1', 'min.cleanable.dirty.ratio': '0', 'max.compaction.lag.ms': '1' }, 120)
    expect(end).toBeGreaterThan(200)
    expect(read).toBe(end)
  },
  'tiered-storage': () => {
    const { end, read, start } = whatIsReadOf({ 'remote.storage.enable': 'true', 'local.retention.ms': '1', 'segment.ms': '1' }, 120)
    expect([start, read]).toEqual([0, end])
  },
  'quorum': () => {
    expect(refusal({ 'process.roles': 'controller', 'listeners': 'CONTROLLER://c1:9093', 'controller.listener.names': 'CONTROLLER', 'controller.quorum.voters': '1@c1:9093,2@c2:9093' }))
      .toEqual([expect.stringContaining('a quorum of more than one voter is not supported')])
    expect(served(...upTo(80, 82))).toEqual([])
  },
  'metadata-snapshots': () => {
    const w = new Cluster({ properties: { 'metadata.log.max.record.bytes.between.snapshots': '1000', 'metadata.log.max.snapshot.interval.ms': '1000' } })
    for (const topic of ['a', 'b', 'c', 'd']) w.topic(topic, 10)
    w.run(60).seconds
    expect(w.files('c1').some(file => file.startsWith('/data/__cluster_metadata-0/'))).toBe(true)
    expect(w.files('c1').filter(file => /__cluster_metadata-0\/.*\.checkpoint$/.test(file))).toEqual([])
    expect(served(59)).toEqual([])
  },
  'configs': () => {
    const w = new Cluster({ brokers: 1, properties: { 'log.flush.scheduler.interval.ms': '100' } })
    w.topic('orders', 1, 1, { 'flush.ms': '1' })
    w.produce('checkout', 'orders')
    w.run(1).seconds
    expect(w.world.view().machines['m1']!.disk.dirtyBytes).toBeGreaterThan(0)
    const { configs } = describedTopic()
    expect(configs.length).toBeGreaterThan(20)
    expect(configs.filter(config => config.documentation !== null)).toEqual([])
  },
  'metrics': () => expect(served(71, 72)).toEqual([]),
  'jvm': () => {
    const pools = Object.values(PROFILES).flatMap(profile => Object.keys(profile.pools))
    expect(pools.filter(pool => /gc|heap|jit/i.test(pool))).toEqual([])
  },
  'hardware': () => {
    expect(acknowledgedAt('laptop')).toBeGreaterThan(acknowledgedAt('zero'))
    expect(acknowledgedAt('laptop')).toBe(acknowledgedAt('laptop'))
  },
  'packets': () => {
    const w = echoStory(), trips: number[] = []
    w.tell('client', 'connect', 'm1', 7)
    w.run(1).seconds
    for (let i = 0; i < 100; i++) {
      const { at } = w.act({ do: 'process.command', process: 'client', command: ['send', String(i)] })
      trips.push(w.runUntil(told => told.process === 'client' && told.is === 'console' && told.text.includes('data')).at - at)
    }
    expect(new Set(trips).size).toBe(1)
  },
  'compression': () => {
    const batches = goldenLines<{ use: string; magic: number; compression: Compression; hex: string }>('batches.jsonl')
      .filter(({ use, magic, compression }) => use === 'decode' && magic === 2 && ['gzip', 'snappy', 'lz4', 'zstd'].includes(compression))
    const same = batches.filter(({ compression, hex }) => {
      const bytes = fromHex(hex), [batch] = batchesIn(bytes), payload = bytes.subarray(RECORDS_AT, batch!.size)
      return String(codecs.compress(compression, codecs.expand(compression, payload, 1_000_000))) === String(payload)
    })
    expect(batches.length).toBeGreaterThan(0)
    expect(same.length).toBeLessThan(batches.length)
  },
  'zookeeper': () => {
    expect(refusal({ 'zookeeper.connect': 'z1:2181', 'broker.id': '1', 'listeners': 'PLAINTEXT://c1:9092' })).toEqual([expect.stringContaining('process.roles must name')])
  },
  'ecosystem': () => expect(Object.keys(programs).sort()).toEqual(['admin', 'consumer', 'producer', 'server']),
}

describe('not modelled, and truly absent:', () => {
  test.each(notModelled)('$id', ({ id }) => CHECKS[id]())
})
