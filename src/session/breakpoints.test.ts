import { expect, test } from 'vitest'
import type { Ask, Ran } from '../host/run.ts'
import type { Stops } from '../host/breakpoints.ts'
import type { Shown } from '../host/frame.ts'
import { breakpointsOf } from './breakpoints.ts'
import { createWorldStore } from './world-store.ts'

function page() {
  const asked: (Stops | Ask | 'pause')[] = [], world = createWorldStore()
  const breakpoints = breakpointsOf(world.store, () => ({
    stopAt: async stops => { asked.push(stops) },
    run: async (ask): Promise<Ran> => { asked.push(ask); return { met: true, now: 1 } },
    pause: async () => { asked.push('pause') },
  }))
  const status = (line?: number) => ({ state: { is: 'waiting' as const, script: 'orders', ...(line !== undefined && { line }) }, playing: true, speed: 1, measured: 1, workers: 1 })
  const shows = (line?: number) => world.store.setState({ status: status(line) as Shown['status'] })
  return { asked, breakpoints, shows }
}

test('a script that stands is told apart from one that is only being asked', () => {
  const { breakpoints, shows } = page()
  shows()
  expect(breakpoints.store.getState().at).toBeNull()
  shows(12)
  expect(breakpoints.store.getState().at).toEqual({ script: 'orders', line: 12 })
})

test('to the answer: the world is watched before the script goes on, and stands still afterwards', async () => {
  const { asked, breakpoints, shows } = page()
  shows(12)
  await breakpoints.toAnswer()
  expect(asked).toEqual([
    { until: { any: [{ event: 'producer.acknowledged', where: { process: 'orders' } }, { event: 'producer.failed', where: { process: 'orders' } }] }, for: 125_000_000 },
    'goOn', 'pause',
  ])
})

test('lines that moved with their code are kept; only a person arms them', () => {
  const { asked, breakpoints } = page()
  breakpoints.arm('free/orders.ts', 'orders', [3])
  breakpoints.moved('free/orders.ts', [4])
  expect(breakpoints.store.getState().lines).toEqual({ 'free/orders.ts': [4] })
  expect(asked).toEqual([{ script: 'orders', lines: [3] }])
})
