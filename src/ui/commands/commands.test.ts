import { describe, expect, test, vi } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import { deskState } from '../../testing/desk-fixture.ts'
import type { DeskDo, Selection } from '../desk.ts'
import { available, commandFor, commands } from './index.ts'

const act = vi.fn()
const context = (selection: Selection | null) => ({ state: deskState({ view: troubled, selection }), do: { act } as unknown as DeskDo })
const offered = (selection: Selection | null, groups: readonly string[]) =>
  available(context(selection)).filter(c => groups.includes(c.group)).map(c => c.id)

describe('what can be done depends on what is selected', () => {
  test('a running broker can be broken', () => {
    expect(offered({ is: 'broker', broker: 1 }, ['fault', 'mend']))
      .toEqual(['kill-process', 'stop-process', 'pause-process', 'power-off', 'slow-disk', 'fill-disk', 'fail-disk'])
  })
  test('a broker without power can have it back', () => expect(offered({ is: 'broker', broker: 4 }, ['fault', 'mend'])).toEqual(['power-on']))
  test('a slow line can be mended', () => expect(offered({ is: 'link', from: 'broker-3', to: 'broker-1' }, ['mend'])).toEqual(['mend-link']))
  test('a slow disk can be mended', () => expect(offered({ is: 'broker', broker: 3 }, ['mend'])).toEqual(['mend-disk']))
  test('a line can be cut, one way too, or slowed', () => {
    expect(offered({ is: 'link', from: 'broker-1', to: 'broker-2' }, ['fault', 'mend']))
      .toEqual(['cut-link', 'cut-link-one-way', 'slow-link', 'delay-link'])
  })
  test('nothing selected, nothing to break', () => expect(offered(null, ['fault', 'mend'])).toEqual([]))
})

test('every command appends plain data to the world, or asks the session', () => {
  commands.find(c => c.id === 'kill-process')!.run(context({ is: 'replica', partition: 'orders-0', broker: 2 }))
  expect(act).toHaveBeenCalledWith({ do: 'process.kill', process: 'broker-2' })
})

test('what the dock shows is found by its name', () => {
  const arrange = vi.fn()
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const { state } = context(null)
  const groups = available({ state: { ...state, screen: 'lesson' }, do: {} as DeskDo }).find(c => c.label === 'dock.groups')!
  groups.run({ state, do: { arrange } as unknown as DeskDo })
  expect(arrange).toHaveBeenCalledWith({ tab: 'groups', dockOpen: true, pane: 'dock' })
  vi.unstubAllGlobals()
})

test('keys find their command, and no two commands share one', () => {
  const press = (key: string, more = {}) =>
    commandFor({ key, metaKey: false, ctrlKey: false, altKey: false, ...more }, context({ is: 'broker', broker: 1 }))?.id
  expect([press(' '), press('k'), press('k', { ctrlKey: true }), press('Escape'), press('z'), press('F6'), press('F6', { shiftKey: true })])
    .toEqual(['play-pause', 'kill-process', 'open-palette', 'clear-selection', undefined, 'next-part', 'previous-part'])
  const keys = commands.flatMap(c => c.keys ?? [])
  expect(new Set(keys).size).toBe(keys.length)
})
