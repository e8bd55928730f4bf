import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { OpenAsk } from '../host/door.ts'
import { Lifecycle } from './lifecycle-run.ts'
import { lifecycleTable } from './lifecycle-table.ts'
import { LIFECYCLE, type Done } from './lifecycle.ts'
import { threeRacks } from './worlds/three-racks.ts'

test('the README prints the lifecycle as it is', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(/<!-- lifecycle:begin -->\n([^]*)\n<!-- lifecycle:end -->/.exec(readme)?.[1]).toBe(lifecycleTable())
})

test('whoever waits for what a state does hears how it ended', () => {
  const waiting = Object.entries(LIFECYCLE).filter(([, { does }]) => does).map(([state, { does, on }]) => [state, does, Object.keys(on)])
  expect(waiting).toMatchInlineSnapshot(`
    [
      [
        "locking",
        "hold",
        [
          "held",
          "failed",
        ],
      ],
      [
        "opening",
        "open",
        [
          "opened",
          "failed",
          "stolen",
          "crashed",
          "status",
        ],
      ],
      [
        "heldElsewhere",
        "close",
        [
          "takeOver",
          "again",
        ],
      ],
      [
        "leaving",
        "close",
        [
          "closed",
        ],
      ],
    ]
  `)
})

const ask: OpenAsk = { definition: threeRacks(1) }
const held: Done = { type: 'held', held: { stolen: new Promise(() => {}), release() {} } }
const settled = () => new Promise(resolve => { setImmediate(resolve) })

/** A life whose deeds end when the test says so. */
function life() {
  const ends: ((done: Done | Error) => void)[] = []
  const deed = () => new Promise<Done>((resolve, reject) => { ends.push(done => done instanceof Error ? reject(done) : resolve(done)) })
  const lifecycle = new Lifecycle({ hold: deed, open: deed, close: deed })
  const end = async (done: Done | Error, nth = ends.length - 1) => { ends[nth]!(done); await settled() }
  return { lifecycle, end, at: () => lifecycle.getSnapshot().value }
}

test('a world that is asked for while another is being opened is opened instead, and what the other comes to is nothing', async () => {
  const { lifecycle, end, at } = life()
  lifecycle.send({ type: 'open', ask })
  await end(held)
  expect(at()).toBe('opening')
  lifecycle.send({ type: 'open', ask: { ...ask, lesson: 'isr' } })
  expect(at()).toBe('leaving')
  await end({ type: 'opened', opening: { ok: true, arrival: { is: 'new' }, seed: 1, now: 0, arrivedAt: 0, notKept: null } }, 1)
  expect(at()).toBe('leaving')
  await end({ type: 'closed' })
  expect(at()).toBe('locking')
  expect(lifecycle.getSnapshot().context).toMatchObject({ held: null, ask: { lesson: 'isr' } })
})

test('an opening that throws is a crash, a lock that throws a refusal', async () => {
  const first = life(), second = life()
  for (const { lifecycle } of [first, second]) lifecycle.send({ type: 'open', ask })
  await second.end(held)
  for (const { end } of [first, second]) await end(new Error('no'))
  expect([first.at(), second.at()]).toEqual(['refused', 'crashed'])
})

test('nobody is told of what changes nothing', async () => {
  const { lifecycle, end } = life()
  let told = 0
  lifecycle.subscribe(() => { told++ })
  lifecycle.send({ type: 'takeOver' })
  expect(told).toBe(0)
  lifecycle.send({ type: 'open', ask })
  await end(held)
  expect(told).toBe(2)
})
