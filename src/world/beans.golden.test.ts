import { beforeAll, describe, expect, test } from 'vitest'
import type { Beans } from '../env/metrics.ts'
import type { ConsumerView, ProducerView } from '../env/view.ts'
import { world, type ClusterStory } from '../testing/cluster.ts'
import { partsOf } from '../net/request-times.ts'
import { goldenJson } from '../testing/golden.ts'
import { atStrength, isQuick } from '../testing/strength.ts'
import type { Story } from '../testing/world.ts'

/* JMX names and attributes as Kafka 4.3 has them (`golden/metrics.json`), and values that agree with what the world knows otherwise. */

interface GoldenBean { readonly name: string; readonly type: string; readonly attributes?: Readonly<Record<string, string>> }
type Golden = { readonly [process in (typeof ASKED)[number]]: readonly GoldenBean[] } & { readonly genericTypes: Readonly<Record<string, Readonly<Record<string, string>>>> }
const ASKED = ['broker-and-controller', 'producer', 'consumer-classic'] as const

const golden = goldenJson<Golden>('metrics.json')
/** What a value in a name depends on the cluster that was asked. */
const general = (name: string): string => name
  .replace(/topic=[^,]+/, 'topic={topic}').replace(/partition=[^,]+/, 'partition={partition}').replace(/clientId=[^,]+/, 'clientId={client-id}').replace(/client-id=[^,]+/, 'client-id={client-id}')
  .replace(/version=\d+/, 'version={v}').replace(/request=\w+/, 'request={request}')
const known = new Map(ASKED.flatMap(process => golden[process]).map(bean => [general(bean.name), golden.genericTypes[bean.type] ?? bean.attributes ?? {}]))

/** Six hundred orders, all of them sent. Who does more to it than look has a copy. */
let produced: ClusterStory
beforeAll(() => {
  produced = world()
  produced.topic('orders')
  produced.produce('checkout', 'orders', { count: 600 })
  produced.run(10).seconds
})

describe('what JMX shows of a server', () => {
  test('has Kafka\'s names and attributes, and no others', () => {
    const shown = Object.values(produced.world.beans()).flatMap(beans => Object.entries(beans))
    expect(shown.length).toBeGreaterThan(200)
    const unheardOf = shown.flatMap(([name, bean]) => Object.keys(bean).filter(attribute => !(attribute in (known.get(general(name)) ?? {}))).map(each => `${name} ${each}`))
    expect(unheardOf).toEqual([])
  })

  test('agrees with the ledger and the view', () => {
    const beans = produced.world.beans(), leader = produced.leader('orders-0')
    const sum = (name: string, attribute: string) => [1, 2, 3].reduce((all, id) => all + Number(beans[`broker-${id}`]?.[name]?.[attribute] ?? 0), 0)
    expect(sum('kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=orders', 'Count')).toBe(produced.world.view().ledger.totals.sent)
    const end = beans[`broker-${leader}`]!['kafka.log:type=Log,name=LogEndOffset,topic=orders,partition=0']
    expect(end).toEqual({ Value: produced.facts('orders-0').end })
    expect(sum('kafka.server:type=ReplicaManager,name=LeaderCount', 'Value')).toBe(partitionsOf(produced))
  })

  test('tells of a broken cluster: under-replicated, fenced, shrunk', () => {
    const w = produced.reloaded(), victim = produced.leader('orders-0')
    w.kill(`broker-${victim}`)
    w.run(40).seconds
    const beans = w.world.beans(), others = Object.keys(beans).filter(name => name.startsWith('broker-'))
    expect(others).not.toContain(`broker-${victim}`)
    const under = others.map(name => Number(beans[name]!['kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions']!['Value']))
    expect(under.reduce((sum, each) => sum + each)).toBe(partitionsOf(w))
    expect(beans['controller-4']).toMatchObject({ 'kafka.controller:type=KafkaController,name=FencedBrokerCount': { Value: 1 } })
  })
})

const partitionsOf = (w: Story): number => Object.values(w.world.view().metadata.topics).reduce((sum, topic) => sum + topic.partitions.length, 0)

describe('the way of one request', () => {
  test('has parts that add up, and waits in purgatory where it waits', () => {
    const requests = produced.world.requests()[`broker-${produced.leader('orders-0')}`]!
    const fetches = requests.filter(request => request.as === 'FetchFollower')
    expect(fetches.length).toBeGreaterThan(0)
    expect(requests.filter(request => Object.values(partsOf(request)).some(part => part < 0))).toEqual([])
    expect(Math.max(...fetches.map(({ handledAt, answeredAt }) => answeredAt - handledAt))).toBeGreaterThan(100_000)
  })

  test('is counted on by a world that was saved and loaded', () => {
    expect(produced.reloaded().world.beans()).toEqual(produced.world.beans())
  })
})

describe('what JMX shows of a client', () => {
  const ofClient = (beans: Beans, type: string) => Object.entries(beans).find(([name]) => name.includes(`type=${type},`))![1] as Readonly<Record<string, number>>

  test('is what became of its records, and how long its requests took', () => {
    const w = world()
    w.topic('orders')
    w.produce('checkout', 'orders')
    w.consume('billing', ['orders'], 'bill')
    w.run(atStrength(10, 15)).seconds
    const beans = w.world.beans(), { checkout, billing } = w.world.view().processes
    const sent = Object.values((checkout!.view as ProducerView).partitions).reduce((sum, { inFlight, acknowledged }) => sum + inFlight + acknowledged, 0)
    const producer = ofClient(beans['checkout']!, 'producer-metrics'), fetcher = ofClient(beans['billing']!, 'consumer-fetch-manager-metrics'), member = ofClient(beans['billing']!, 'consumer-coordinator-metrics')
    expect(producer).toMatchObject({ 'record-send-total': sent, 'record-error-total': 0 })
    expect(producer['request-latency-avg']).toBeGreaterThan(0)
    expect(fetcher).toMatchObject({ 'records-consumed-total': (billing!.view as ConsumerView).delivered })
    expect(member).toMatchObject({ 'assigned-partitions': w.world.view().metadata.topics['orders']!.partitions.length, 'join-total': 1, 'sync-total': 1 })
    expect(member['commit-latency-avg']).toBeGreaterThan(0)
    const topic = ofClient(beans['checkout']!, 'producer-topic-metrics'), read = (place: string) =>
      Object.entries(beans['billing']!).filter(([name]) => name.includes('fetch-manager') && name.includes(place)).map(([, bean]) => bean as Readonly<Record<string, number>>)
    expect(topic).toMatchObject({ 'record-send-total': sent, 'record-send-rate': producer['record-send-rate'], 'record-error-total': 0 })
    expect(topic['byte-total']).toBeGreaterThan(sent)
    expect(read(',topic=orders').find(bean => 'records-consumed-total' in bean)!['records-consumed-total']).toBe(fetcher['records-consumed-total'])
    expect(Math.max(...read(',partition=').map(bean => bean['records-lag-max']!))).toBe(fetcher['records-lag-max'])
    expect(w.reloaded().world.beans()).toEqual(beans)
  })

  test.skipIf(isQuick)('tells what was sent again when a leader went', () => {
    const w = world()
    w.topic('orders')
    w.produce('checkout', 'orders')
    w.run(3).seconds
    const leader = `broker-${w.leader('orders-0')}`
    w.act({ do: 'process.pause', process: leader })
    w.run(1).seconds
    w.kill(leader)
    w.run(20).seconds
    expect(ofClient(w.world.beans()['checkout']!, 'producer-metrics')['record-retry-total']).toBeGreaterThan(0)
  })
})
