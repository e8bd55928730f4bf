import { describe, expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { LocalDoor } from '../../host/local-door.ts'
import { programs } from '../../host/programs.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { lighterRacks } from '../../testing/lighter-racks.ts'
import { isQuick } from '../../testing/strength.ts'
import type { ClusterView } from '../../world/view.ts'
import { createWorldStore } from '../world-store.ts'
import { alterAction, alteredBy } from './altered.ts'
import { differences, totals } from './compare.ts'
import { TimeSession, type TimeSessionState } from './time.ts'
import { matcherOf } from './until.ts'

/** When a dead broker has been found out, whose session lasts nine seconds. */
const LATER = 11_000_000

/** A page with the free world, standing still. */
async function page() {
  const door = new LocalDoor({ programs, codecs: await makeCodecs(), store: new MemoryStore(), scripts: () => ({ deliver: () => null, ended() {} }) })
  const shown = createWorldStore(), time = new TimeSession(() => door, shown.store)
  const opening = await door.open({ definition: lighterRacks(5), playing: false }, {
    shown: (frame, track) => shown.take(frame, track), replaying: part => time.progress(part), tracks: tracks => time.take(tracks),
  })
  if (!opening.ok) throw new Error(opening.message)
  time.arrive(opening.arrivedAt)
  const world = shown.store
  /** Until the page shows the world as it is now. */
  const seen = async (): Promise<ClusterView> => {
    const { now } = await door.trace()
    return new Promise(resolve => {
      const look = () => { const { view, track } = world.getState(); if (view?.now === now && track === time.store.getState().tracks.open) resolve(view) }
      world.subscribe(look)
      look()
    })
  }
  const act = async (action: Parameters<LocalDoor['act']>[0]) => { await door.act(action); return seen() }
  return { door, time, world, seen, act }
}

describe('undo', () => {
  test('is a fork from just before the last thing that was done; redo goes back to what came of it', async () => {
    const { time, seen, act, door } = await page()
    expect(time.lastAction).toBe(null)
    await act({ do: 'process.kill', process: 'broker-2' })
    await time.runUntil({ event: 'isr.shrank' }, 60_000_000, { is: 'event', event: 'isr.shrank' })
    await seen()
    expect(await time.undo()).toBe('2')
    expect((await seen()).processes['broker-2']!.state).toBe('up')
    expect(time.store.getState()).toMatchObject({ busy: null, refused: null, tracks: { open: '2', tracks: [{}, { differs: { is: 'undone' } }] } })
    expect([time.lastAction, time.undone?.id]).toEqual([null, 'main'])
    await time.redo()
    expect((await seen()).processes['broker-2']!.state).toBe('down')
    await door.close()
  })
})

describe('what if', () => {
  test.skipIf(isQuick)('the same is done again without one thing; the two tracks stand side by side', async () => {
    const { time, seen, act, world, door } = await page()
    await act({ do: 'process.kill', process: 'broker-3' })
    await time.runFor(2_000_000)
    await act({ do: 'process.kill', process: 'billing-1' })
    await time.runFor(LATER)
    const with3 = await seen()
    const nth = world.getState().actions.findIndex(({ action }) => action.do === 'process.kill')
    expect(await time.whatIf(nth, null)).toBe('2')
    const without3 = await seen()
    expect(without3.now).toBe(with3.now)
    expect(world.getState().actions.at(-1)!.action).toEqual({ do: 'process.kill', process: 'billing-1' })
    const rows = differences(with3, without3)
    expect(rows).toContainEqual({ is: 'process', process: 'broker-3', a: 'down', b: 'up' })
    expect(rows).not.toContainEqual(expect.objectContaining({ process: 'billing-1' }))
    expect(rows).toContainEqual(expect.objectContaining({ is: 'isr' }))
    expect(totals(with3, without3).map(({ name }) => name)).toEqual(['sent', 'acknowledged', 'failed', 'visible', 'lost', 'duplicated'])
    await door.close()
  })

  test.skipIf(isQuick)('the same is done again with one config set from the beginning', async () => {
    const { time, seen, act, world, door } = await page()
    await act({ do: 'process.kill', process: 'broker-3' })
    await time.runFor(LATER)
    const asItWas = await seen()
    const differs = alterAction({ type: 'topic', name: 'orders' }, { name: 'min.insync.replicas', op: 'set', value: '3' })
    expect(await time.whatIfAlso(0, differs)).toBe('2')
    const stricter = await seen()
    expect([stricter.now, world.getState().actions.slice(-2).map(({ action }) => action)]).toEqual([asItWas.now, [differs, { do: 'process.kill', process: 'broker-3' }]])
    expect(stricter.metadata.topics['orders']!.configs).toEqual({ 'min.insync.replicas': '3' })
    expect(stricter.ledger.totals.acknowledged).toBeLessThan(asItWas.ledger.totals.acknowledged)
    expect(alteredBy(differs)).toBe('orders: min.insync.replicas=3')
    await door.close()
  })
})

describe('looking back', () => {
  test('who plays while a moment is still being lived again plays on: the pause of the look back does not come after', async () => {
    const { time, world, door } = await page()
    await time.runFor(3_000_000)
    const order: string[] = []
    const each = (what: string, asked: Promise<unknown>) => asked.then(() => { order.push(what) })
    await Promise.all([each('seen', door.lookBack('main', 2_000_000)), each('paused', door.pause()), each('plays', door.play())])
    expect(order).toEqual(['seen', 'paused', 'plays'])
    await new Promise<void>(done => { world.subscribe(({ status }) => { if (status?.playing) done() }) })
    await door.close()
  })
})

describe('run until', () => {
  test('a condition that a form can build holds', async () => {
    const { time, seen, act, door } = await page()
    const before = await act({ do: 'process.kill', process: 'broker-2' })
    expect(await time.runUntil(matcherOf({ is: 'isr', partition: 'orders-0', size: 2 }, before), 60_000_000, { is: 'condition' })).toBe(true)
    const view = await seen()
    expect(view.metadata.topics['orders']!.partitions[0]!.isr).toHaveLength(2)
    expect(await time.runUntil(matcherOf({ is: 'records', partition: 'orders-1', atLeast: 100 }, view), 60_000_000, { is: 'condition' })).toBe(true)
    await door.close()
  })
  test('says so when it did not come, and is cancelled when nobody waits for it', async () => {
    const { time, door } = await page()
    expect(await time.runUntil({ event: 'isr.shrank' }, 1_000_000, { is: 'event', event: 'isr.shrank' })).toBe(false)
    expect(time.store.getState().refused).toEqual({ is: 'not-met' })
    const busy: TimeSessionState['busy'][] = []
    time.store.subscribe(state => busy.push(state.busy))
    const running = time.runFor(7 * 86_400_000_000)
    time.cancel()
    expect([await running, busy[0], time.store.getState().busy]).toMatchObject([false, { is: 'running', what: { is: 'moment' } }, null])
    await door.close()
  })
})
