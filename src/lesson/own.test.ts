import { expect, test } from 'vitest'
import { small } from '../testing/view-fixture.ts'
import { goalKinds, holds, stepAt, type OwnGoal, type OwnLesson } from './own.ts'

const well = small({}), killed = small({ killed: true })

test('steps are taken one after the other; one without a goal waits for the learner', () => {
  const isr: OwnGoal = { is: 'in-sync' }
  const lesson: OwnLesson = { intro: '', did: [], steps: [{ text: 'a', goal: isr }, { text: 'look', goal: null }, { text: 'b', goal: isr }] }
  const stopped = holds(well, isr) ? [1, 3] : [0, 2]
  expect([stepAt(lesson, 0, well), stepAt(lesson, 2, well)]).toEqual(stopped)
  expect(stepAt(lesson, 1, well)).toBe(1)
})

test('a broker that was killed is down, and no longer up', () => {
  const both = (view: typeof well, n: number) => [holds(view, { is: 'broker-down', n }), holds(view, { is: 'broker-up', n })]
  const ids = Object.keys(well.metadata.brokers).map(Number)
  expect(ids.every(id => both(killed, id)[0] !== both(killed, id)[1])).toBe(true)
  expect(ids.some(id => both(killed, id)[0])).toBe(true)
})

test.each(goalKinds)('%s holds of nothing that is named after the host’s own objects', is => {
  for (const name of ['constructor', '__proto__', 'constructor-0', '-1', ''])
    expect(() => holds(well, { is, topic: name, partition: name, group: name, n: 1 })).not.toThrow()
  expect(holds(well, { is: 'topic', topic: 'constructor' })).toBe(false)
})
