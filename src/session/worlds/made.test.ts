import { expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { FakeClock } from '../../host/fake-clock.testing.ts'
import type { Shown } from '../../host/frame.ts'
import { LocalDoor } from '../../host/local-door.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { fc } from '../../testing/property.ts'
import { programs } from '../../world/programs.ts'
import { askOf, cards, keepCard, newWorldId, type Origin } from './cards.ts'
import { BOUNDS, inBounds, templates, type Plan } from './made.ts'

async function opened(from: Origin) {
  const clock = new FakeClock(), shown: Shown[] = []
  const door = new LocalDoor({ programs, codecs: await makeCodecs(), clock, store: new MemoryStore(), scripts: () => ({ deliver: () => null, ended() {} }) })
  let isOpen = false
  void door.open(askOf({ id: 'w-1', name: 'one', madeAt: 0, from }, 5), { shown: frame => { shown.push(frame) }, replaying() {} }).then(() => { isOpen = true })
  while (!isOpen) {
    await clock.run(50)
    await new Promise<void>(turn => { setImmediate(turn) })
  }
  return shown.findLast(frame => frame.view !== null)!.view!
}

const plan: Plan = { ...templates['five-brokers'], brokers: 2, controller: 'combined', racks: 1, topic: 'clicks', partitions: 4, replicationFactor: 2, profile: 'zero' }

test.each<[string, Origin, { topic: string; partitions: number; replicas: number; servers: number }]>([
  ['one broker', { is: 'template', template: 'one-broker' }, { topic: 'orders', partitions: 3, replicas: 1, servers: 1 }],
  ['five brokers and a controller', { is: 'template', template: 'five-brokers' }, { topic: 'orders', partitions: 10, replicas: 3, servers: 6 }],
  ['twelve brokers', { is: 'template', template: 'twelve-brokers' }, { topic: 'orders', partitions: 36, replicas: 3, servers: 13 }],
  ['several topics', { is: 'plan', plan: { ...plan, topics: 3 } }, { topic: 'clicks.3', partitions: 4, replicas: 2, servers: 2 }],
  ['a topology of one’s own', { is: 'plan', plan }, { topic: 'clicks', partitions: 4, replicas: 2, servers: 2 }],
])('whoever opens %s finds every partition led', async (_, from, { topic, partitions, replicas, servers }) => {
  const view = await opened(from)
  const made = view.metadata.topics[topic]!.partitions
  expect(made.map(each => [each.leader !== null, each.replicas.length])).toEqual(Array.from({ length: partitions }, () => [true, replicas]))
  expect(Object.values(view.processes).filter(({ program }) => program === 'server')).toHaveLength(servers)
})

test('whatever is typed into the form, a cluster can be made of it', () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 500 }), fc.double(), fc.constant(NaN))
  const typed = fc.record({
    brokers: number, racks: number, partitions: number, replicationFactor: number, controller: fc.constantFrom('apart' as const, 'combined' as const),
    topic: fc.constant('t'), profile: fc.constant('zero' as const),
  })
  fc.assert(fc.property(typed, given => {
    const { brokers, racks, partitions, replicationFactor } = inBounds(given)
    for (const [value, most] of [[brokers, BOUNDS.brokers], [partitions, BOUNDS.partitions], [racks, brokers], [replicationFactor, brokers]] as const)
      expect(Number.isInteger(value) && value >= 1 && value <= most).toBe(true)
  }))
})

test('worlds are listed, the newest first', async () => {
  const { work } = new MemoryStore()
  for (const [i, name] of ['old', 'new'].entries()) await keepCard(work, { id: newWorldId(() => i * 1e9 + 7), name, madeAt: i, from: { is: 'plan', plan } })
  expect((await cards(work)).map(card => card.name)).toEqual(['new', 'old'])
})
