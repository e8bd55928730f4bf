import { expect, test } from 'vitest'
import type { HostState, HostStatus } from '../../host/frame.ts'
import { troubled } from '../../testing/view-fixture.ts'
import { en } from '../i18n/en.ts'
import { translate, type Key, type Values } from '../i18n/index.ts'
import { modeOf } from './mode.ts'
import { timeOf } from './time-state.ts'

const say = (key: Key, values?: Values) => translate(en, key, values)
const status = (state: HostState, more: Partial<HostStatus> = {}): HostStatus => ({ state, playing: true, speed: 1, measured: 1, workers: 1, ...more })
const mode = (of: HostStatus) => modeOf(timeOf({ view: troubled, status: of }, null), say)

test('the bar says what holds the world up before it says that it plays', () => {
  expect(mode(status({ is: 'running' }))).toBe('playing')
  expect(mode(status({ is: 'waiting', script: 'shop' }))).toBe('playing')
  expect(mode(status({ is: 'waiting', script: 'shop', line: 12 }))).toBe('stands at shop.ts:12')
  expect(mode(status({ is: 'storage-limited' }))).toBe('limited by storage')
  expect(mode(status({ is: 'running' }, { measured: 0.2 }))).toBe('as fast as this machine goes')
})

test('who looks back while a script stands is told of the moment they look at', () => {
  const past = { ...troubled, now: troubled.now - 1_000_000 }
  const time = timeOf({ view: troubled, status: status({ is: 'waiting', script: 'shop', line: 12 }) }, past)
  expect([time.stands, time.playing, time.now]).toEqual([null, false, past.now])
  expect(modeOf(time, say)).toContain('looking back')
})
