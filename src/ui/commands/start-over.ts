import type { Command } from './command.ts'

export const startOver: Command = {
  id: 'start-over', label: 'do.start-over', group: 'go',
  when: ({ state }) => state.view !== null && !state.time.live,
  run: context => context.do.startOver(),
}
