import '../../ui/styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from '../../ui/App.tsx'
import type { DeskState } from '../../ui/desk.ts'
import { DeskContext } from '../../ui/hooks.ts'
import { deskFixture, lessonScreen, troubles } from '../desk-fixture.ts'
import { fleetView } from '../fleet-fixture.ts'
import { empty, small, troubled } from '../view-fixture.ts'

/*
 * The page over fixtures, to look at while working on components (`npx vite`, then this folder). Never built.
 * `?view=troubled|small|killed|empty|fleet&screen=…&theme=…&lang=…&select=…&dock=log|groups|segments|ledger&fills&outline&zoom=…&trouble=…`
 */
const query = new URLSearchParams(location.search)
const views = { troubled, small: small(), killed: small({ killed: true }), empty, fleet: fleetView({ brokers: 110, topics: 50, partitions: 100 }) }
const dock = query.get('dock')
const select = query.get('select')
const start: Partial<DeskState> = {
  view: views[(query.get('view') ?? 'troubled') as keyof typeof views],
  screen: (query.get('screen') ?? 'explore') as DeskState['screen'],
  settings: {
    theme: (query.get('theme') ?? 'light') as 'light', language: (query.get('lang') ?? 'en') as 'en', internal: false,
    outline: query.has('outline'), zoom: query.get('zoom') as null, placement: 'one',
  },
  selection: select === null ? null : JSON.parse(select) as DeskState['selection'],
  layout: {
    side: 312, dock: 322, lesson: 520, dockOpen: dock !== null, dockFills: query.has('fills'), tab: (dock ?? 'log') as 'log',
    pane: (query.get('pane') ?? 'stage') as 'stage',
  },
  trouble: troubles.find(each => each.is === query.get('trouble')) ?? null,
  ring: query.has('ring') ? { isr: true, hw: true } : null,
  lesson: query.get('screen') === 'lesson' ? lessonScreen : null,
  palette: query.has('palette'),
}
createRoot(document.getElementById('app')!).render(<DeskContext value={deskFixture(start, (...asked) => console.info(...asked))}><App /></DeskContext>)
