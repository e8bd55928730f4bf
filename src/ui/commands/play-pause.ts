import type { Command } from './command.ts'

export const playPause: Command = {
  id: 'play-pause', label: 'do.play', group: 'time', keys: [' '],
  when: ({ state }) => state.view !== null && !state.time.live && state.screen !== 'home' && state.screen !== 'about',
  run: context => context.state.time.playing ? context.do.pause() : context.do.play(),
}
