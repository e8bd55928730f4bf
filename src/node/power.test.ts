import { expect, test } from 'vitest'
import type { ServerView } from '../env/view.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { fc } from '../testing/property.ts'
import { Story } from '../testing/world.ts'
import { topologyActions } from '../world/topology.ts'
import { asker } from './asker.testing.ts'
import { kafkaServer } from './server.ts'
import { atStrength } from '../testing/strength.ts'

const SERVERS = ['controller-4', 'broker-1', 'broker-2', 'broker-3']
const topicsOf = (w: Story, process: string): string[] => Object.keys((w.world.view().processes[process]!.view as ServerView).metadata.topics).sort()

/*
 * What the controller acknowledged it has flushed; what it had not flushed when its power went, nobody was told of. Disks
 * that take their time, a controller that loses power at any moment, topics created all the while.
 */
test('no acknowledged topic is lost when the controller loses power', () => {
  let held = 0
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30_000), fc.boolean()), { minLength: 3, maxLength: 8 }), fc.nat(1_000), (moments, seed) => {
    const w = new Story({ seed, programs: { server: kafkaServer as never, asker }, codecs: noCodecs, onCrash: 'throw', profile: 'laptop' })
    for (const action of topologyActions({ brokers: 3, profile: 'laptop' })) w.act(action)
    w.start('admin', { program: 'asker' })
    w.run(2).seconds
    for (const [at, [micros, cut]] of moments.entries()) {
      w.tell('admin', `m${at % 3 + 1}`, 'CreateTopics', { topics: [{ name: `topic-${at}`, numPartitions: 3, replicationFactor: 3 }], timeoutMs: 5_000 })
      w.run(micros).micros
      if (!cut) continue
      w.powerOff('c1')
      w.run(50).millis
      w.powerOn('c1')
      w.start('controller-4')
    }
    w.run(15).seconds
    const acknowledged = w.told().flatMap(told => told.is === 'console' ? [...told.text.matchAll(/"name":"(topic-\d)"[^}]*?"errorCode":0/g)].map(([, name]) => name!) : [])
    for (const server of SERVERS) {
      expect(topicsOf(w, server)).toEqual(topicsOf(w, 'controller-4'))
      expect(topicsOf(w, server)).toEqual(expect.arrayContaining(acknowledged))
    }
    held += acknowledged.length
  }), { numRuns: atStrength(3, 12) })
  // of one life nothing may have been acknowledged: the power went before the first disk had written
  expect(held).toBeGreaterThan(0)
})
