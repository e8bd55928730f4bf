import type { Command } from './command.ts'

export const stepBack: Command = {
  id: 'step-back', label: 'do.step-back', group: 'time', keys: [','],
  when: ({ state }) => state.view !== null && !state.time.playing && state.time.now > 0,
  run: context => context.do.stepBack(),
}
