import { entry } from '../shell/entry.ts'
import type { Command } from './command.ts'

export const toggleDock: Command = {
  id: 'toggle-dock', label: 'do.dock', group: 'view', keys: ['d'],
  when: () => true,
  run({ do: door, state: { layout: { dockOpen, tab } } }) {
    door.arrange({ dockOpen: !dockOpen })
    entry.ask(dockOpen ? null : tab)
  },
}
