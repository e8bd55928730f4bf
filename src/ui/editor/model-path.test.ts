import { expect, test } from 'vitest'
// @ts-expect-error Monaco gives no types for its parts
import { URI } from 'monaco-editor/base/common/uri.js'
import type { Place } from '../../session/route.ts'
import { scriptsId } from '../../session/scripts.ts'
import { fileAt, pathOf } from './model-path.ts'

const { from } = URI as { from(parts: { scheme: string; path: string }): { path: string } }
const PLACES: readonly Place[] = [
  { screen: 'world' }, { screen: 'world', world: 'w-4k2m9x0a1b' }, { screen: 'lesson', lesson: 'isr' }, { screen: 'lesson', lesson: 'isr', solution: true },
]

test('Monaco takes the path of every file a page can open, and no two places share one', () => {
  const ids = PLACES.map(scriptsId), paths = ids.map(id => from({ scheme: 'file', path: pathOf(id, '주문.ts') }).path)
  expect(paths).toEqual(['/free/주문.ts', '/w-4k2m9x0a1b/주문.ts', '/lesson/isr/주문.ts', '/lesson/isr/solution/주문.ts'])
  expect(paths.map(path => ids.filter(id => fileAt(id, path) === '주문.ts'))).toEqual(ids.map(id => [id]))
  expect(() => from({ scheme: 'file', path: pathOf('', 'orders.ts') })).toThrow('cannot begin with two slash characters')
})
