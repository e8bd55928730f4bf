import type { Command } from './command.ts'

export const clearSelection: Command = {
  id: 'clear-selection', label: 'do.clear', group: 'view', keys: ['Escape'],
  when: ({ state }) => state.selection !== null,
  run: context => context.do.select(null),
}
