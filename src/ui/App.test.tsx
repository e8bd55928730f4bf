import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { deskFixture, deskState, lessonScreen, troubles } from '../testing/desk-fixture.ts'
import { empty, small, troubled } from '../testing/view-fixture.ts'
import { App } from './App.tsx'
import type { DeskState, Selection } from './desk.ts'
import { GroupPane } from './group/GroupPane.tsx'
import { DeskContext } from './hooks.ts'
import { first } from './i18n/en/first.ts'
import { catalogues, type Catalogue } from './i18n/index.ts'
import { parts } from './parts.tsx'

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal('navigator', { platform: 'Linux' })
  await Promise.all([catalogues.load('ko'), ...parts.map(part => part.fetch())])
})
// panes that were drawn begin to load what is in them: in this file, not in the next one of the process
afterAll(async () => {
  await vi.dynamicImportSettled()
  vi.unstubAllGlobals()
})
const text = (some: Partial<DeskState>, part = <App />) => renderToStaticMarkup(<DeskContext value={deskFixture(some)}>{part}</DeskContext>)
  .replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe.each(['en', 'ko'] as const)('in %s', language => {
  const settings = { theme: 'light', language, internal: false, outline: true, zoom: null, placement: 'one' } as const

  test.each(['home', 'explore', 'lesson', 'about'] as const)('the %s screen has no hole in its words', screen => {
    expect(text({
      screen, settings, lesson: lessonScreen, view: screen === 'lesson' ? small({ killed: true }) : troubled,
    })).not.toMatch(/\{\w+\}|undefined|NaN/)
  })

  const selections: Selection[] = [
    { is: 'partition', partition: 'orders-4' }, { is: 'partition', partition: 'clicks-1' }, {
      is: 'replica', partition: 'orders-0', broker: 3, offset: 10_270,
    }, { is: 'broker', broker: 4 },
    { is: 'controller', node: 5 }, { is: 'process', process: 'checkout' }, { is: 'group', group: 'billing' }, {
      is: 'link', from: 'broker-1', to: 'broker-3',
    },
    {
      is: 'frame', connection: 'checkout:7', correlation: 5_121, dir: 'request',
    }, { is: 'frame', connection: 'gone:1', correlation: 1, dir: 'request' }, { is: 'event', seq: 10 }, { is: 'event', seq: 999 },
  ]
  test.each(selections.map(s => [JSON.stringify(s), s] as const))('the side pane speaks of %s', (_, selection) => {
    expect(text({ selection, settings })).not.toMatch(/\{\w+\}|undefined|NaN/)
  })

  test('a group is told at one glance: state, lag of all it reads, owners over time, states to come, reset', () => {
    expect(text({ settings, selection: { is: 'group', group: 'billing' } }, <GroupPane />)).not.toMatch(/\{\w+\}|undefined|NaN/)
  })

  test.each(troubles.map(trouble => [trouble.is, trouble] as const))('trouble is named: %s', (_, trouble) => {
    expect(text({ trouble, settings })).not.toMatch(/\{\w+\}|undefined|NaN/)
  })
})

test('nothing yet: an empty world says what to do, and no group is said to be no group', () => {
  expect(text({ view: empty })).toContain('No broker has registered yet')
  expect(text({ view: empty }, <GroupPane />)).toContain('No consumer group yet')
})
test('the head of a group says what it is behind by in all, and where it is latest', () => {
  expect(text({ selection: { is: 'group', group: 'billing' } }, <GroupPane />)).toMatch(/state Stable generation 9 members 3 .* lag 2,586 .*worst orders-3 · /)
})
test('a dock that fills the page leaves one row of the stage: its replicas, and who reads it', () => {
  const fills = { ...deskState({}).layout, dockOpen: true, dockFills: true }
  const page = text({ layout: fills, selection: { is: 'partition', partition: 'orders-4' } })
  expect(page).toContain('orders-4 ISR 1 &lt; min 2 broker 1 HW')
  expect(page).toContain('Unfold the stage')
})
test('only lessons that exist are on the map', () => {
  const page = text({ screen: 'home' })
  expect(['First record', 'Reset tool', '0 of 5 lessons done'].every(words => page.includes(words))).toBe(true)
  expect(page).toContain('The life of a log No lesson yet on retention')
})
test('the map says where to go on', () => {
  const page = renderToStaticMarkup(<DeskContext value={deskFixture({ screen: 'home' })}><App /></DeskContext>)
  expect(page.match(/aria-current="step"[^>]*>.*?<\/button>/)![0]).toContain('First record')
})
test('an engine that threw shows its seed, and can be copied', () => {
  expect(text({ trouble: troubles.find(trouble => trouble.is === 'broken')! })).toMatch(/below the log start.*Copy seed and log.*Seed 4711/)
})

test('the first screen, and whatever may be wrong with it, says all it has to say with the words that come first', () => {
  const said = (settings: Partial<DeskState>) => [text({ screen: 'home', view: troubled, ...settings }), text({ screen: 'home', view: null, ...settings })]
  const every = [{}, { firstVisit: true }, ...troubles.map(trouble => ({ trouble }))]
  const whole = every.flatMap(said)
  const loaded = vi.spyOn(catalogues, 'loaded').mockReturnValue(first as Partial<Catalogue> as Catalogue)
  expect(every.flatMap(said)).toEqual(whole)
  loaded.mockRestore()
})
