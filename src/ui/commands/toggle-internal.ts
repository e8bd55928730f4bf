import type { Command } from './command.ts'

/** `__consumer_offsets` and its like have partitions by the dozen; they are shown when asked for. */
export const toggleInternal: Command = {
  id: 'toggle-internal', label: 'do.internal', group: 'view',
  when: () => true,
  run: context => context.do.set({ internal: !context.state.settings.internal }),
}
