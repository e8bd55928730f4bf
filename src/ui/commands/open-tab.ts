import type { DockTab } from '../desk.ts'
import { entry } from '../shell/entry.ts'
import type { Command } from './command.ts'

/** In the order in which they stand. What comes before the log needs the editor's world. */
export const TABS: readonly DockTab[] = ['editor', 'terminal', 'log', 'groups', 'segments', 'wire', 'metrics', 'configs', 'internal', 'ledger']

/** To what the dock shows, from wherever one is; the focus comes to its tab, and from there into what is typed in. */
export const openTabs: readonly Command[] = TABS.map(tab => ({
  id: `open-${tab}`, label: `dock.${tab}`, group: 'go',
  when: ({ state }) => state.view !== null && (state.screen === 'explore' || state.screen === 'lesson'),
  run: ({ do: door }) => {
    door.arrange({ tab, dockOpen: true, pane: 'dock' })
    requestAnimationFrame(() => {
      document.getElementById(`tab-${tab}`)?.focus()
      entry.ask(tab)
    })
  },
}))
