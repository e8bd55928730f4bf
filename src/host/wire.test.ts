import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import type { ClusterView } from '../world/view.ts'
import type { Shown } from './frame.ts'
import { DeltaReceiver, DeltaSender } from './wire.ts'

const view = fc.dictionary(fc.constantFrom('machines', 'groups', 'frames', 'now'), fc.jsonValue({ maxDepth: 3 })) as unknown as fc.Arbitrary<ClusterView>
const shown = fc.option(view).map((each): Shown => ({ view: each, told: [], skipped: 0, actions: [], status: { state: { is: 'running' }, playing: true, speed: 1, measured: 1, workers: 1 } }))

test('whatever frames follow each other, the page has the worker’s view', () => {
  fc.assert(fc.property(fc.array(shown), frames => {
    const sender = new DeltaSender(), receiver = new DeltaReceiver()
    let last: ClusterView | null = null
    for (const frame of frames) {
      const got = receiver.unpack(structuredClone(sender.pack(frame)))
      last = got.view ?? last
      if (frame.view) expect(last).toEqual(frame.view)
    }
  }))
})

test('a part that did not change is the same object on the page, and costs nothing on the way', () => {
  const sender = new DeltaSender(), receiver = new DeltaReceiver()
  const machines = { m1: { power: true } }, base = { told: [], skipped: 0, actions: [], status: {} } as unknown as Omit<Shown, 'view'>
  const first = receiver.unpack(sender.pack({ ...base, view: { now: 1, machines } as unknown as ClusterView }))
  const sent = sender.pack({ ...base, view: { now: 2, machines } as unknown as ClusterView })
  expect(sent.delta).toEqual({ is: 'object', set: { now: 2 } })
  expect(receiver.unpack(sent).view!.machines).toBe(first.view!.machines)
})
