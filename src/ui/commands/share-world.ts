import type { Command } from './command.ts'

/** This world at this moment, as a link or a file. */
export const shareWorld: Command = {
  id: 'share-world', label: 'do.share', group: 'go',
  when: ({ state }) => (state.screen === 'explore' || state.screen === 'lesson') && state.view !== null && !state.time.live,
  run: context => context.do.openShare(true),
}
