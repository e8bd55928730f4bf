import { expect, test } from 'vitest'
import type { ServerView } from '../env/view.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { fc } from '../testing/property.ts'
import { Story } from '../testing/world.ts'
import { topologyActions } from '../world/topology.ts'
import { asker } from './asker.testing.ts'
import { kafkaServer } from './server.ts'
import { atStrength } from '../testing/strength.ts'

/* Three brokers, a controller, a person who creates topics, and whatever happens to them; then everything is mended. */

const MACHINES: Readonly<Record<string, string>> = { 'controller-4': 'c1', 'broker-1': 'm1', 'broker-2': 'm2', 'broker-3': 'm3' }
const SERVERS = Object.keys(MACHINES)

type Deed = (w: Story) => void
const server = fc.constantFrom(...SERVERS)
const machine = fc.constantFrom(...Object.values(MACHINES))
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 1, arbitrary: server.map((name): Deed => w => w.kill(name)) },
  { weight: 1, arbitrary: server.map((name): Deed => w => w.stop(name)) },
  { weight: 1, arbitrary: server.map((name): Deed => w => w.pause(name)) },
  { weight: 1, arbitrary: machine.map((name): Deed => w => w.powerOff(name)) },
  { weight: 2, arbitrary: fc.tuple(machine, machine, fc.boolean()).map(([a, b, oneWay]): Deed => w => w.cut(a, b, oneWay)) },
  { weight: 1, arbitrary: fc.tuple(machine, fc.nat(500)).map(([a, delayMs]): Deed => w => w.slow(a, '*', { delayMs })) },
  { weight: 2, arbitrary: fc.constant<Deed>(w => mend(w)) },
  { weight: 3, arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(20)).map(([at, topic]): Deed => w => w.tell('admin', `m${at}`, 'CreateTopics', {
    topics: [{ name: `topic-${topic}`, numPartitions: 2, replicationFactor: 3 }], timeoutMs: 5_000,
  })) },
)
const life = fc.array(fc.tuple(deed, fc.nat(6_000)), { minLength: 5, maxLength: 25 })

const stateOf = (w: Story, name: string): string => w.world.view().processes[name]!.state
const viewOf = (w: Story, name: string): ServerView => w.world.view().processes[name]!.view as ServerView

/** Faults are taken back, power is on, and who is down is started: twice, for those who were still on their way down. */
function mend(w: Story): void {
  for (let round = 0; round < 2; round++) {
    w.heal()
    for (const name of Object.values(MACHINES)) w.powerOn(name)
    w.run(10).millis
    for (const name of SERVERS) if (stateOf(w, name) === 'down') w.start(name)
    w.run(5).seconds
  }
}

function begin(profile: string): Story {
  const w = new Story({ seed: 3, programs: { server: kafkaServer as never, asker }, codecs: noCodecs, onCrash: 'throw', profile })
  for (const action of topologyActions({ brokers: 3, profile })) w.act(action)
  w.start('admin', { program: 'asker' })
  w.run(2).seconds
  return w
}

test('when all is mended, every node agrees on the metadata, nobody is fenced, and all replicas are in sync', () => {
  fc.assert(fc.property(life, fc.constantFrom('zero', 'laptop'), (deeds, profile) => {
    const w = begin(profile)
    for (const [act, wait] of deeds) {
      act(w)
      w.run(wait).millis
    }
    mend(w)
    w.run(40).seconds
    const { topics, brokers } = viewOf(w, 'controller-4').metadata
    expect(SERVERS.map(name => viewOf(w, name).lifecycle)).toEqual(SERVERS.map(() => 'RUNNING'))
    for (const name of SERVERS) expect(viewOf(w, name).metadata.topics).toEqual(topics)
    expect(Object.values(brokers).filter(broker => broker.fenced)).toEqual([])
    for (const { partitions } of Object.values(topics)) for (const { leader, isr } of partitions) expect([leader !== null, isr.length]).toEqual([true, 3])
  }), { numRuns: atStrength(2, 6) })
})

test('a world saved at any moment goes on alike', () => {
  fc.assert(fc.property(life, fc.nat(20_000), (deeds, later) => {
    const w = begin('laptop')
    for (const [act, wait] of deeds) {
      act(w)
      w.run(wait).millis
    }
    const again = w.reloaded()
    for (const story of [w, again]) story.run(later).millis
    expect(again.world.traceHash()).toBe(w.world.traceHash())
  }), { numRuns: atStrength(2, 6) })
})
