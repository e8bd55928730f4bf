import { expect, test } from 'vitest'
import { world, type ClusterOptions, type ClusterStory } from '../testing/cluster.ts'
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

