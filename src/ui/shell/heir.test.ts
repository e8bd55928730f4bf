import { describe, expect, test } from 'vitest'
import { heirOf, type Ground, type Place } from './heir.ts'

/** A page of names: what is in what, and what can be stopped at, both in order. */
const page = (tree: Readonly<Record<string, readonly string[]>>, panes: readonly string[] = ['side', 'dialog']): Ground<string> => {
  const stops = (within: string): string[] => (tree[within] ?? []).flatMap(each => each in tree ? stops(each) : [each])
  const all = new Set([...Object.keys(tree), ...Object.values(tree).flat()])
  const isThere = (each: string) => all.has(each)
  return { isThere, isStop: each => isThere(each) && !each.startsWith('('), all: stops, isPane: each => panes.includes(each) }
}
const was = (element: string, ...around: [element: string, at: number][]): Place<string> =>
  ({ element, around: around.map(([element, at]) => ({ element, at })), met: new Set(['Elect', 'Reset offsets', element, '(Stop)', 'Cut power', 'Cut the line']) })

describe('who has the focus after it', () => {
  const kill = was('Kill', ['acts', 1], ['side', 3], ['world', 40])

  test('what now stands in its place', () => {
    expect(heirOf([kill], page({ world: ['side'], side: ['Close', 'acts'], acts: ['Elect', 'Start', 'Cut power'] }))).toBe('Start')
  })
  test('what has come, rather than what has moved up', () => {
    const acts = ['Start', 'Elect', 'Reset offsets', '(Stop)', 'Cut power']
    expect(heirOf([was('Kill', ['acts', 2], ['side', 4])], page({ side: ['Close', 'acts'], acts }))).toBe('Start')
  })
  test('of several that have come, the nearest', () => {
    expect(heirOf([was('Kill', ['acts', 3])], page({ acts: ['Mend', 'Elect', 'Start', 'Cut power'] }))).toBe('Start')
  })
  test('what has moved up, where nothing came: not what nobody can stop at', () => {
    expect(heirOf([kill], page({ side: ['Close', 'acts'], acts: ['Elect', '(Stop)', 'Cut power', 'Cut the line'] }))).toBe('Cut power')
  })
  test('the last, where fewer are left', () => {
    expect(heirOf([kill], page({ world: ['side'], side: ['Close', 'acts'], acts: ['Start'] }))).toBe('Start')
  })
  test('its pane, where something else is in that now', () => {
    expect(heirOf([kill], page({ world: ['side'], side: ['Close', 'lines'], lines: ['m1 – m2'] }))).toBe('side')
  })
  test('what had it before, where the pane is closed', () => {
    expect(heirOf([was('Close', ['side', 0], ['world', 30]), was('gone', ['world', 2]), was('broker 3', ['world', 3])], page({ world: ['broker 3', 'Faults'] }))).toBe('broker 3')
  })
  test('nobody, where the whole screen has gone: the next one takes it', () => {
    expect(heirOf([was('Begin', ['home', 1]), was('Learn', ['top', 0])], page({ top: ['Learn'], lesson: ['Run'] }))).toBeNull()
  })
  test('nobody, where nobody had it', () => expect(heirOf([], page({}))).toBeNull())
})
