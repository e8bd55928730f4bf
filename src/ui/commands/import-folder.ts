import type { Command } from './command.ts'

/** Segments of another cluster, as its broker left them on disk. */
export const importFolder: Command = {
  id: 'import-folder', label: 'do.import', group: 'go',
  when: ({ state }) => state.screen === 'explore' && state.view !== null && !state.time.live,
  run: context => context.do.openImport(true),
}
