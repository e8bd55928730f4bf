import { describe, expect, test } from 'vitest'
import type { AlteredReplica } from '../client/admin/alter-replica-log-dirs.ts'
import type { LogDir } from '../client/admin/describe-log-dirs.ts'
import { world, type ClusterStory } from '../testing/cluster.ts'
import { atStrength, isQuick } from '../testing/strength.ts'

/*
 * KIP-113: a replica moves from one directory of its broker to another while it is written to and read; KIP-858: the controller hears of it
 * before the move ends.
 */

const FROM = '/data-1', TO = '/data-2', RATE = 'replica.alter.log.dirs.io.max.bytes.per.second'
const TWO = { 'log.dirs': `${FROM},${TO}`, 'replica.fetch.max.bytes': '4096' }

/** `orders-0` on all brokers, in the first directory of each, written to all the time. */
function filled(brokers: number): ClusterStory {
  const w = world({ brokers, brokerProperties: { 1: TWO, 2: TWO, 3: TWO } })
  w.topic('orders', 1, brokers)
  w.produce('shop', 'orders', { recordsPerSecond: 100, valueBytes: 100 })
  w.run(atStrength(8, 20)).seconds
  return w
}
const move = (w: ClusterStory, path: string, { topic = 'orders', broker = 1 } = {}): string | null =>
  (w.admin({ do: 'alterReplicaLogDirs', moves: [{ broker, topic, partition: 0, path }] }).result as readonly AlteredReplica[])[0]!.error
const throttle = (w: ClusterStory, bytesPerSecond: number): void => {
  w.admin({ do: 'incrementalAlterConfigs', resources: [{ type: 'broker', name: '1', changes: [{ name: RATE, op: 'set', value: String(bytesPerSecond) }] }] })
  w.run(1).seconds
}
const home = (w: ClusterStory, broker = 1): string => w.world.view().replicas['orders-0']![broker]!.logDir
const lying = (w: ClusterStory): object => Object.fromEntries((w.admin({ do: 'describeLogDirs', brokers: [1] }).result as readonly LogDir[])
  .map(({ path, replicas }) => [path, replicas.map(({ future, offsetLag }) => ({ future, behind: offsetLag > 0 }))]))
const folders = (w: ClusterStory): string[] =>
  [...new Set(Object.keys(w.world.files('m1', '/data-')).filter(file => file.includes('/orders-0')).map(file => file.replace(/\.[0-9a-f]{32}-/, '.*-').split('/').slice(0, 3).join('/')))]
const replica = (w: ClusterStory, broker: number) => {
  const dir = `${home(w, broker)}/orders-0/`, files = w.world.files(`m${broker}`, dir)
  return Object.entries(files).filter(([name]) => name.endsWith('.log')).map(([name, bytes]) => [name.slice(dir.length), Buffer.from(bytes).toString('base64')])
}
const settled = (w: ClusterStory): ClusterStory => {
  w.kill('shop')
  w.run(30).seconds
  return w
}

describe('a replica that moves', () => {
  test('is copied, then swapped; the former folder goes after file.delete.delay.ms', () => {
    const w = filled(1)
    expect(move(w, TO)).toBe(null)
    w.run(5).seconds
    expect(home(w)).toBe(TO)
    w.kill('shop')
    expect(folders(w)).toEqual([`${FROM}/orders-0.*-delete`, `${TO}/orders-0`])
    w.run(70).seconds
    expect(folders(w)).toEqual([`${TO}/orders-0`])
    expect(w.world.view().ledger.totals.lost).toBe(0)
    expect(w.world.view().invariants).toEqual([])
  })

  test.skipIf(isQuick)('is shown in both directories while it is under way, no faster than the throttle lets it', () => {
    const w = filled(1)
    throttle(w, 2_000)
    move(w, TO)
    w.run(30).seconds
    expect(lying(w)).toEqual({ [FROM]: [{ future: false, behind: false }], [TO]: [{ future: true, behind: true }] })
    expect(folders(w)).toEqual([`${FROM}/orders-0`, `${TO}/orders-0.*-future`])
    expect(w.reloaded().world.traceHash()).toBe(w.world.traceHash())
    throttle(w, 100_000_000)
    w.run(30).seconds
    expect(lying(w)).toEqual({ [FROM]: [], [TO]: [{ future: false, behind: false }] })
  })

  test('stays when it is called back', () => {
    const w = filled(1)
    throttle(w, 2_000)
    move(w, TO)
    w.run(10).seconds
    expect(move(w, FROM)).toBe(null)
    w.run(5).seconds
    expect(home(w)).toBe(FROM)
    expect(folders(w)).toEqual([`${FROM}/orders-0`, `${TO}/orders-0.*-delete`])
  })

  test.skipIf(isQuick).each(['kill', 'stop'] as const)('goes on after a %s in the middle of it', how => {
    const w = filled(1)
    throttle(w, 2_000)
    move(w, TO)
    w.run(20).seconds
    w[how]('broker-1')
    w.run(10).seconds
    w.start('broker-1')
    w.run(20).seconds
    expect(lying(w)).toEqual({ [FROM]: [{ future: false, behind: false }], [TO]: [{ future: true, behind: true }] })
    throttle(w, 100_000_000)
    w.run(30).seconds
    expect(home(w)).toBe(TO)
    expect(w.world.view().invariants).toEqual([])
  })

  test.skipIf(isQuick)('has what the others have, whoever leads meanwhile', () => {
    const w = filled(3)
    throttle(w, 5_000)
    move(w, TO)
    for (const broker of [1, 2, 3]) {
      w.kill(`broker-${broker}`)
      w.run(10).seconds
      w.start(`broker-${broker}`)
      w.run(10).seconds
    }
    expect(home(w)).toBe(FROM)
    throttle(w, 100_000_000)
    settled(w)
    expect(home(w)).toBe(TO)
    expect(w.facts('orders-0').isr).toHaveLength(3)
    expect(replica(w, 1)).toEqual(replica(w, 2))
    expect(w.world.view().invariants).toEqual([])
  })

  test('is gone with its topic, and its future log too', () => {
    const w = filled(1)
    w.kill('shop')
    throttle(w, 2_000)
    move(w, TO)
    w.run(5).seconds
    w.admin({ do: 'deleteTopics', topics: ['orders'] })
    w.run(1).seconds
    expect(folders(w)).toEqual([`${FROM}/orders-0.*-delete`, `${TO}/orders-0.*-delete`])
  })
})

test('what cannot be moved is refused, and what is not here yet will be made where it is wanted', () => {
  const w = world({ brokers: 2, brokerProperties: { 1: TWO } })
  expect(move(w, TO, { topic: 'nothing' })).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(move(w, '/elsewhere')).toBe('LOG_DIR_NOT_FOUND')
  expect(move(w, TO)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  w.topic('orders', 1, 2)
  expect(home(w)).toBe(TO)
  expect(move(w, TO)).toBe(null)
})
