import { expect, test } from 'vitest'
import { world, type ClusterStory } from '../../testing/cluster.ts'

/* KIP-113: a plan may say in which directory of its broker a replica is to lie. */

const TWO = { 'log.dirs': '/data-1,/data-2', 'replica.fetch.max.bytes': '4096' }
const FILE = 'plan.json', DIRS = '--replica-alter-log-dirs-throttle'

function started(): ClusterStory {
  const w = world({ brokers: 2, brokerProperties: { 1: TWO, 2: TWO } })
  w.topic('orders', 1, 1)
  w.produce('shop', 'orders', { recordsPerSecond: 200 })
  w.run(10).seconds
  w.kill('shop')
  return w
}
const leaderOf = (w: ClusterStory): number => w.facts('orders-0').leader!
const plan = (replica: number, path: string): string =>
  JSON.stringify({ version: 1, partitions: [{ topic: 'orders', partition: 0, replicas: [replica], log_dirs: [path] }] })

function reassign(w: ClusterStory, options: string, text: string): string[] {
  const from = w.told().length, argv = `kafka-reassign-partitions.sh --bootstrap-server m1:9092 --reassignment-json-file ${FILE} ${options}`.split(' ')
  w.start('terminal', { machine: 'm1', program: 'tool', args: { argv, files: { [FILE]: text } } })
  w.run(20).seconds
  return w.told().slice(from).flatMap(told => told.is === 'console' && told.process === 'terminal' ? [told.text] : [])
}

test('a replica goes to the directory a plan names, and --verify says when it is there', () => {
  const w = started(), broker = leaderOf(w), moved = plan(broker, '/data-2')
  expect(reassign(w, `--execute ${DIRS} 1000`, moved).slice(-4)).toEqual([
    'Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.',
    'The replica-alter-dir throttle limit was set to 1000 B/s',
    'Successfully started partition reassignment for orders-0',
    `Successfully started moving log directory to /data-2 for replica orders-0 with broker ${broker} `,
  ])
  expect(reassign(w, '--verify', moved)).toEqual([
    'Status of partition reassignment:', 'Reassignment of partition orders-0 is completed.', `Reassignment of replica orders-0-${broker} is still in progress.`,
  ])
  expect(reassign(w, `--execute ${DIRS} 100000000`, moved).at(-1)).toContain('Successfully started moving log directory to /data-2')
  expect(reassign(w, '--verify', moved)).toEqual([
    'Status of partition reassignment:', 'Reassignment of partition orders-0 is completed.', `Reassignment of replica orders-0-${broker} completed successfully.`,
    'Clearing broker-level throttles on brokers 1,2', 'Clearing topic-level throttles on topic orders',
  ])
})

test('a move is called back by --cancel', () => {
  const w = started(), broker = leaderOf(w), moved = plan(broker, '/data-2')
  reassign(w, `--execute ${DIRS} 1000`, moved)
  expect(reassign(w, '--cancel', moved).slice(0, 2)).toEqual([
    'None of the specified partition reassignments are active.', `Successfully started moving log directory to /data-1 for replica orders-0 with broker ${broker} `,
  ])
  expect(reassign(w, '--verify', moved)).toContain(`Partition orders-0 on broker ${broker} is not being moved from log dir /data-1 to /data-2.`)
})

test('a replica that comes from another broker is made where it is wanted', () => {
  const w = started(), other = 3 - leaderOf(w)
  expect(reassign(w, '--execute', plan(other, '/data-2')).at(-1)).toBe(`Successfully started moving log directory to /data-2 for replica orders-0 with broker ${other} `)
  expect(w.world.view().replicas['orders-0']![other]!.logDir).toBe('/data-2')
})

test('a plan names as many directories as replicas', () => {
  const w = started(), text = JSON.stringify({ version: 1, partitions: [{ topic: 'orders', partition: 0, replicas: [1, 2], log_dirs: ['any'] }] })
  expect(reassign(w, '--execute', text)[0]).toBe('Error: Size of replicas list [1, 2] is different from size of log dirs list [any] for partition orders-0')
})
