import type { Command } from './command.ts'

export const toggleOutline: Command = {
  id: 'toggle-outline', label: 'do.outline', group: 'view', keys: ['o'],
  when: () => true,
  run: context => context.do.set({ outline: !context.state.settings.outline }),
}
