import { describe, expect, test } from 'vitest'
import type { LogDir } from '../client/admin/describe-log-dirs.ts'
import { readBatches } from '../metadata/batches.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import { world, type ClusterOptions, type ClusterStory } from '../testing/cluster.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { CLUSTER_ID, serversOf } from '../world/topology.ts'

/*
 * KRaft: a server takes only a directory that was formatted for it (KIP-631). The world formats it before the server's first start; what
 * becomes of it later is the operator's business.
 */

const ALONE = { brokers: 1, properties: { 'log.dirs': '/tmp/kafka-logs' } }
const started = (options: ClusterOptions): ClusterStory => {
  const w = world({ ...options })
  w.topic('orders', 1, 1)
  w.produce('shop', 'orders', { recordsPerSecond: 10 })
  w.run(40).seconds
  w.kill('shop')
  w.run(1).seconds
  return w
}
const reboot = (w: ClusterStory): void => {
  w.powerOff('m1')
  w.run(20).seconds
  w.powerOn('m1')
  w.run(20).seconds
}
const type = (w: ClusterStory, line: string, files: Record<string, string> = {}): string[] => {
  const from = w.told().length
  w.start('terminal', { machine: 'm1', program: 'tool', args: { argv: line.split(' '), files } })
  w.run(1).seconds
  return w.told().slice(from).flatMap(told => told.is === 'console' && told.process === 'terminal' ? [told.text] : [])
}
const properties = (logDirs: string): Record<string, string> => ({ ...serversOf(ALONE)[1]!.properties, 'log.dirs': logDirs })
const startWith = (w: ClusterStory, logDirs: string): void => {
  w.start('broker-1', { args: { properties: properties(logDirs), clusterId: CLUSTER_ID } })
  w.run(20).seconds
}
const broker = (w: ClusterStory) => {
  const { state, exit } = w.world.view().processes['broker-1']!
  return { state, because: exit?.reason ?? null }
}
const unformatted = (dir: string) =>
  ({ state: 'down', because: `No \`meta.properties\` found in ${dir} (have you run \`kafka-storage.sh\` to format the directory?)` })
const UP = { state: 'up', because: null }
const config = { 'server.properties': 'node.id=1\nlog.dirs=/var/lib/kafka\n' }
const format = `kafka-storage.sh format -t ${CLUSTER_ID} -c server.properties`

test('a reboot empties /tmp, and the broker refuses what is left of its directory', () => {
  const w = started(ALONE)
  w.kill('broker-1')
  w.start('broker-1')
  w.run(20).seconds
  expect(broker(w)).toEqual(UP)
  reboot(w)
  expect(broker(w)).toEqual(unformatted('/tmp/kafka-logs'))
  expect(w.world.files('m1', '/tmp/')).toEqual({})
  w.start('broker-1')
  w.run(1).seconds
  expect(broker(w)).toEqual(unformatted('/tmp/kafka-logs'))
})

test('formatted again, it comes up with nothing in it', () => {
  const w = started(ALONE), { acknowledged } = w.world.view().ledger.totals
  reboot(w)
  startWith(w, '/var/lib/kafka')
  expect(broker(w)).toEqual(unformatted('/var/lib/kafka'))
  expect(type(w, format, config)).toEqual(['Formatting metadata directory /var/lib/kafka with metadata.version 4.3-IV0.'])
  startWith(w, '/var/lib/kafka')
  expect(broker(w)).toEqual(UP)
  expect(w.facts('orders-0').end).toBe(0)
  expect(w.world.view().ledger.totals).toMatchObject({ acknowledged, lost: acknowledged })
  expect(w.world.view().invariants).toEqual([])
})

test('moved while the broker is down, it is the same directory, and outlives reboots', () => {
  const w = started(ALONE), { end } = w.facts('orders-0')
  w.stop('broker-1')
  w.run(10).seconds
  expect(type(w, 'mv /tmp/kafka-logs /var/lib/kafka')).toEqual([])
  startWith(w, '/var/lib/kafka')
  expect(broker(w)).toEqual(UP)
  reboot(w)
  expect(broker(w)).toEqual(UP)
  expect(w.facts('orders-0')).toMatchObject({ end, leader: 1 })
  expect(w.world.view().ledger.totals.lost).toBe(0)
  expect(w.reloaded().world.traceHash()).toBe(w.world.traceHash())
})

test('elsewhere than in /tmp nothing is emptied', () => {
  const w = started({ brokers: 1 })
  reboot(w)
  expect(broker(w)).toEqual(UP)
})


/* KIP-113, KIP-858: a broker with several directories; the controller knows which replica lies in which. */
describe('several directories', () => {
  const TWO = { brokers: 1, brokerProperties: { 1: { 'log.dirs': '/data-1,/data-2' } } }
  const idOf = (w: ClusterStory, dir: string): string => /directory\.id=(.{22})/.exec(text(w, `${dir}/meta.properties`))![1]!
  const text = (w: ClusterStory, file: string): string => utf8Decode(w.world.files('m1', file)[file]!)
  const home = (w: ClusterStory, partition: number) => w.world.view().replicas[`orders-${partition}`]![1]!.logDir
  const homes = (w: ClusterStory) => [0, 1, 2, 3].map(partition => home(w, partition))
  const ends = (w: ClusterStory) => [0, 1, 2, 3].map(partition => w.facts(`orders-${partition}`).end)
  const described = (w: ClusterStory) => (w.admin({ do: 'describeLogDirs', brokers: [1] }).result as readonly LogDir[])
    .map(({ path, replicas }) => [path, ...replicas.map(({ topic, partition }) => `${topic}-${partition}`)])
  const filled = (): ClusterStory => {
    const w = world(TWO)
    w.topic('orders', 4, 1)
    w.produce('shop', 'orders', { recordsPerSecond: 40, keys: 40 })
    w.run(10).seconds
    w.kill('shop')
    w.run(1).seconds
    return w
  }

  test('are each the broker\'s own, and a new partition goes to the one with the fewest logs', () => {
    const w = filled()
    expect(idOf(w, '/data-1')).not.toBe(idOf(w, '/data-2'))
    expect(homes(w)).toEqual(['/data-1', '/data-2', '/data-1', '/data-2'])
    expect(described(w)).toEqual([['/data-1', 'orders-0', 'orders-2'], ['/data-2', 'orders-1', 'orders-3']])
    w.run(60).seconds
    expect(text(w, '/data-2/replication-offset-checkpoint').split('\n').slice(1, -1)).toEqual(['2', ...[1, 3].map(partition => `orders ${partition} ${ends(w)[partition]}`)])
  })

  test('the controller learns where each replica lies', () => {
    const w = filled(), file = '/data/__cluster_metadata-0/00000000000000000000.log'
    const { records } = readBatches(w.world.files('c1', file)[file]!, noCodecs)
    const changed = records.flatMap(({ record: { is, data } }) => is === 'PartitionChangeRecord' ? [{ partition: data.partitionId, directories: data.directories }] : [])
    expect(changed.sort((a, b) => a.partition - b.partition)).toEqual(homes(w).map((dir, partition) => ({ partition, directories: [idOf(w, dir)] })))
  })

  test.each(['stop', 'kill'] as const)('all logs are there again after a %s', how => {
    const w = filled(), before = { homes: homes(w), ends: ends(w) }
    w[how]('broker-1')
    w.run(10).seconds
    w.start('broker-1')
    w.run(20).seconds
    expect({ homes: homes(w), ends: ends(w) }).toEqual(before)
    expect(Math.min(...ends(w))).toBeGreaterThan(0)
    expect(w.reloaded().world.traceHash()).toBe(w.world.traceHash())
  })

  test('the same partition in two of them is for a person to mend', () => {
    const w = filled()
    w.stop('broker-1')
    w.run(10).seconds
    w.act({ do: 'folder.import', machine: 'm1', files: { '/data-2/orders-0/00000000000000000000.log': Uint8Array.of() } })
    w.start('broker-1')
    w.run(20).seconds
    expect(broker(w)).toMatchObject({ state: 'down', because: expect.stringContaining('Duplicate log directories for orders-0 are found in both /data-2/orders-0 and /data-1/orders-0.') })
  })
})
