import { expect, test } from 'vitest'
import type { DockTab } from '../desk.ts'
import { Entry } from './entry.ts'

function dock() {
  const carets: DockTab[] = [], page = { focus: 'tab' }, entry = new Entry(() => page.focus)
  return { carets, page, entry, stands: (tab: DockTab) => entry.stands(tab, () => carets.push(tab)) }
}

test('a pane that stands takes the caret when it is asked for', () => {
  const { carets, entry, stands } = dock()
  stands('terminal')
  expect(carets, 'not by itself').toEqual([])
  entry.ask('terminal')
  expect(carets).toEqual(['terminal'])
})
test('one that is still being fetched takes it when it stands, once', () => {
  const { carets, entry, stands } = dock()
  entry.ask('terminal')
  const gone = stands('terminal')
  gone()
  stands('terminal')
  expect(carets).toEqual(['terminal'])
})
test('not from who has gone elsewhere meanwhile: to another part of the page, to another tab, or along the tabs by arrows', () => {
  const away = dock(), other = dock(), arrows = dock()
  away.entry.ask('terminal')
  away.page.focus = 'stage'
  other.entry.ask('terminal')
  other.entry.ask('log')
  arrows.entry.ask('terminal')
  arrows.entry.ask(null)
  for (const { stands } of [away, other, arrows]) stands('terminal')
  expect([away.carets, other.carets, arrows.carets]).toEqual([[], [], []])
})
