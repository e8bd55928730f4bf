import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { LifecycleValue } from '../../session/lifecycle.ts'
import { small } from '../../testing/view-fixture.ts'
import type { Session } from '../../session/session.ts'
import type { DeskState } from '../desk.ts'
import { ownDesk } from './own-desk.ts'

/** As much of a session as a recording asks: a world whose beginning is no longer in its log. */
function opening() {
  let value: LifecycleValue = 'opening'
  const listeners = new Set<() => void>(), world = createStore(() => ({ track: 'main', view: small() })), place = { screen: 'world' }
  const session = {
    lifecycle: { getSnapshot: () => ({ value, context: { ask: { definition: { id: 'w-1' } } } }), subscribe: (each: () => void) => (listeners.add(each), () => listeners.delete(each)) },
    world, route: createStore(() => ({ place })), door: { past: async () => null },
  }
  const store = createStore(() => ({ recording: null }) as unknown as DeskState)
  return {
    own: ownDesk(session as unknown as Session, store as never).own, store, leave: () => session.route.setState({ place: { screen: 'home' } }),
    live: () => { value = 'live.running'; for (const each of [...listeners]) each() },
  }
}

test('a lesson that is asked for while its world opens begins when that lives', async () => {
  const { own, store, live } = opening(), begun = own.begin()
  expect(store.getState().recording).toBe(null)
  live()
  await begun
  expect(store.getState().recording).toEqual({ from: null })
})
test('not where one has gone elsewhere meanwhile', async () => {
  const { own, store, live, leave } = opening(), begun = own.begin()
  leave()
  live()
  await begun
  expect(store.getState().recording).toBe(null)
})
