import type { Codecs } from '../../env/codecs.ts'
import { programs } from '../../world/programs.ts'
import { bootstrapServers, BROKER_PORT, topologyActions } from '../../world/topology.ts'
import { World } from '../../world/world.ts'
import { asker } from './asker.ts'
import { pump } from './pump.ts'

/*
 * The fixed worlds that are measured: three brokers and a controller of its own, zero-cost hardware, disks in memory. Figures of
 * different days can be compared only while these stay as they are.
 */

const TOPOLOGY = { brokers: 3 } as const
const TOPIC = 'orders'
const SECOND = 1_000_000
const configs = { 'bootstrap.servers': bootstrapServers(TOPOLOGY) }

/** A cluster that nobody uses, five seconds after it was started. */
export function idleWorld(codecs: Codecs): World {
  const world = new World({ seed: 1, programs: { ...programs, pump, asker }, codecs, profile: 'zero', onCrash: 'throw' })
  for (const action of topologyActions(TOPOLOGY)) world.act(action)
  world.advance({ until: 5 * SECOND })
  return world
}

/** The same with a topic of six partitions, three replicas each. */
export function topicWorld(codecs: Codecs): World {
  const world = idleWorld(codecs)
  world.act({ do: 'process.start', process: 'admin', program: 'admin', args: { configs } })
  const topic = { name: TOPIC, partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } }
  world.act({ do: 'process.command', process: 'admin', command: { tag: 1, command: { do: 'createTopics', topics: [topic] } } })
  world.advance({ until: world.now + 2 * SECOND })
  return world
}

/**
 * A lesson at work: 1,000 records of 100 B a second, linger 5 ms, a group of three members and a group of one; ten seconds old. With `keys`
 * nearly every partition gets a batch every 10 ms; without, batches stick to one partition, as Java's do.
 */
export function lessonWorld(codecs: Codecs, keys: number): World {
  const world = topicWorld(codecs)
  world.act({
    do: 'process.start', process: 'checkout', program: 'producer',
    args: { configs: { ...configs, 'linger.ms': '5' }, topic: TOPIC, recordsPerSecond: 1_000, valueBytes: 100, keys },
  })
  for (const member of [1, 2, 3]) startConsumer(world, 'billing', member)
  startConsumer(world, 'analytics', 1)
  world.advance({ until: world.now + 10 * SECOND })
  return world
}

/** Four clients ask the leader of one partition where its log ends, again and again, each with as many requests under way as Java's have; warm. */
export function askingWorld(codecs: Codecs): World {
  const world = topicWorld(codecs), { leader } = world.view().metadata.topics[TOPIC]!.partitions[0]!
  for (const asker of [1, 2, 3, 4]) {
    world.act({ do: 'process.start', process: `asker-${asker}`, program: 'asker', args: { broker: { host: `m${leader}`, port: BROKER_PORT }, topic: TOPIC, partition: 0 } })
  }
  world.advance({ until: world.now + SECOND })
  return world
}

/** Requests of an asking world that were answered. */
export const answersIn = (world: World): number =>
  Object.values(world.view().processes).reduce((sum, { program, view }) => program === 'asker' ? sum + (view as unknown as { answers: number }).answers : sum, 0)

function startConsumer(world: World, group: string, member: number): void {
  const args = { configs: { ...configs, 'group.id': group, 'auto.offset.reset': 'earliest' }, topics: [TOPIC] }
  world.act({ do: 'process.start', process: `${group}-${member}`, program: 'consumer', args })
}

/** What a producer that never pauses did, and a consumer that read all of it. */
export interface Pumped { readonly delivered: number }

/**
 * Sends `records` of 100 B through a topic world, acks=all and idempotent, and reads every one with its CRC checked. `producer`: its
 * configs, where they are not Java's defaults.
 */
export function pumpThrough(world: World, records: number, producer: Readonly<Record<string, string>> = {}): Pumped {
  let delivered = 0
  startConsumer(world, 'drain', 1)
  world.act({ do: 'process.start', process: 'pump', program: 'pump', args: { configs: { ...configs, ...producer }, topic: TOPIC, count: records, valueBytes: 100 } })
  world.advance({
    until: world.now + 600 * SECOND,
    matches: told => {
      if (told.is === 'consumer.delivered') delivered += told.offsets.to - told.offsets.from + 1
      return delivered >= records
    },
  })
  return { delivered }
}
