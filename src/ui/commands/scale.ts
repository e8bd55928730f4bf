import type { Command } from './command.ts'

const scale = (to: 'linear' | 'log', id: string, label: Command['label']): Command => ({
  id, label, group: 'view',
  when: ({ state }) => (state.settings.scale ?? 'log') !== to,
  run: context => context.do.set({ scale: to }),
})

/** Plain offsets, from the log start. */
export const linearScale = scale('linear', 'linear-scale', 'scale.linear')
/** Distance to the leader's log end. */
export const logScale = scale('log', 'log-scale', 'scale.log')
