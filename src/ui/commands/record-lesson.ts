import type { Command } from './command.ts'

/** What is done from this moment on becomes a lesson for somebody else. */
export const recordLesson: Command = {
  id: 'record-lesson', label: 'do.record-lesson', group: 'go',
  when: ({ state }) => state.screen === 'explore' && state.view !== null && !state.time.live && state.recording === null,
  run: context => void context.do.own.begin(),
}
