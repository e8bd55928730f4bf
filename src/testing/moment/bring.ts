import { makeCodecs } from '../../host/codecs.ts'
import { Watch, type Matcher } from '../../host/matcher.ts'
import { pastOf } from '../../host/past.ts'
import { programs } from '../../host/programs.ts'
import type { SharedWorld } from '../../session/share/shared-world.ts'
import type { Action } from '../../world/action.ts'
import { bootstrapServers, topologyActions, type Topology } from '../../world/topology.ts'
import { World } from '../../world/world.ts'
import { PARTITIONS } from './told.ts'

/** Leaders do not wait for whom they have not heard of for ten seconds, so that nobody is held up while broker 3 comes back. */
const topology: Topology = {
  brokers: 4, controller: 'apart', racks: ['rack-a', 'rack-b', 'rack-c', 'rack-d'], properties: { 'replica.lag.time.max.ms': '10000' },
}
const configs = { 'bootstrap.servers': bootstrapServers(topology) }
const admin: Action = { do: 'process.start', process: 'admin', program: 'admin', args: { configs } }

const assignments = (topic: string) => PARTITIONS.filter(({ id }) => id.startsWith(topic)).map(({ replicas }) => replicas)
const topics: Action = {
  do: 'process.command', process: 'admin',
  command: {
    tag: 'topics', command: {
      do: 'createTopics', topics: [
        { name: 'orders', assignments: assignments('orders'), configs: { 'min.insync.replicas': '2' } },
        { name: 'clicks', assignments: assignments('clicks') },
      ],
    },
  },
}

const producer = (process: string, topic: string, recordsPerSecond: number, acks: string): Action => ({
  do: 'process.start', process, program: 'producer', args: {
    configs: { ...configs, acks, 'enable.idempotence': String(acks === 'all'), 'linger.ms': '20' }, topic, recordsPerSecond, valueBytes: 100, keys: 200,
  },
})
const reader = (group: string, member: number, topicsRead: readonly string[]): Action => ({
  do: 'process.start', process: `${group}-${member}`, program: 'consumer',
  args: { configs: { ...configs, 'group.id': group, 'auto.offset.reset': 'earliest' }, topics: topicsRead, workMsPerRecord: 5 },
})
const slowTo3 = (from: string): Action => ({ do: 'link.slow', from, to: 'm3', oneWay: true, bytesPerSecond: 2_000 })

/** At so many seconds of world time, and not before something holds. */
interface Beat { readonly at: number; readonly once?: Matcher; readonly do: readonly Action[] }

const unfenced = (broker: number): Matcher => ({ path: ['metadata', 'brokers', broker, 'fenced'], equals: false })
const leads = (partition: number, exists: boolean): Matcher => ({ path: ['metadata', 'topics', 'clicks', 'partitions', partition, 'leader'], exists })

/** Broker 3 dies, and comes back over lines too slow to catch up; then the rack of broker 4 goes dark. */
const story: readonly Beat[] = [
  { at: 0, do: topologyActions(topology) },
  { at: 0, once: { all: [1, 2, 3, 4].map(unfenced) }, do: [admin, topics] },
  {
    at: 12, once: leads(2, true), do: [
      producer('checkout', 'orders', 60, 'all'), producer('web', 'clicks', 45, '1'),
      ...[1, 2, 3].map(member => reader('billing', member, ['orders'])), ...[1, 2].map(member => reader('analytics', member, ['orders', 'clicks'])),
    ],
  },
  { at: 41.2, do: [{ do: 'process.kill', process: 'broker-3' }] },
  { at: 59.1, do: [...['m1', 'm2', 'm4'].map(slowTo3), { do: 'process.start', process: 'broker-3' }] },
  { at: 64.4, do: [{ do: 'machine.powerOff', machine: 'm4' }] },
  { at: 74.208, once: leads(1, false), do: [] },
]

/** The moment, lived; and as somebody would hand it over who shares it. */
export async function momentWorld(): Promise<{ world: World; shared: SharedWorld }> {
  const world = new World({ seed: 0x7f3a09c2, programs, codecs: await makeCodecs(), profile: 'laptop', onCrash: 'throw' })
  for (const beat of story) play(world, beat)
  const past = pastOf({ kind: 'free', seed: world.seed, life: 1, startAt: 0, arrivedAt: 0 }, world)!
  return { world, shared: { name: 'A rack in the dark', past, files: {} } }
}

function play(world: World, { at, once, do: actions }: Beat): void {
  world.advance({ until: Math.round(at * 1_000_000) })
  if (once) until(world, once)
  for (const action of actions) world.act(action)
}

function until(world: World, holds: Matcher): void {
  const watch = new Watch(holds), deadline = world.now + 60_000_000
  while (!watch.holds(world.view())) {
    const { because } = world.advance({ until: deadline, matches: told => watch.concerns(told) })
    if (because !== 'matched') throw new Error(`never came to ${JSON.stringify(holds)}`)
  }
}
