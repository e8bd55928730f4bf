import type { Command } from './command.ts'

export const openPalette: Command = {
  id: 'open-palette', label: 'do.palette', group: 'go', keys: ['mod+k', '?'],
  when: () => true,
  run: context => context.do.openPalette(true),
}
