import type { Command } from './command.ts'

export const toggleDock: Command = {
  id: 'toggle-dock', label: 'do.dock', group: 'view', keys: ['d'],
  when: () => true,
  run: context => context.do.arrange({ dockOpen: !context.state.layout.dockOpen }),
}
