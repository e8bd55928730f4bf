import type { Command } from './command.ts'

export const step: Command = {
  id: 'step', label: 'do.step', group: 'time', keys: ['.'],
  when: ({ state }) => state.view !== null && !state.time.playing,
  run: context => context.do.step(),
}
