import { deedKey } from '../time/deed-key.ts'
import type { Command, CommandContext } from './command.ts'

const isPast = ({ state: { time, view } }: CommandContext): boolean => view !== null && time.now < time.head

/** Back from a moment of the past to where the world is. */
export const toNow: Command = {
  id: 'to-now', label: 'do.to-now', group: 'time', keys: ['n'], when: isPast, run: ({ do: door, state }) => door.seek(state.time.head),
}
export const continueHere: Command = {
  id: 'continue-here', label: 'do.continue-here', group: 'time', keys: ['b'], when: context => isPast(context) && !context.state.time.live, run: ({ do: door, state }) => door.forks.continueFrom(state.time.now),
}
export const undo: Command = {
  id: 'undo', label: 'do.undo', group: 'time', keys: ['mod+z'], values: ({ state }) => ({ what: deedKey(state.forks.undo) }),
  when: ({ state }) => state.forks.undo !== null && state.forks.busy === null && !state.time.live, run: ({ do: door }) => door.forks.undo(),
}
export const redo: Command = {
  id: 'redo', label: 'do.redo', group: 'time', keys: ['mod+shift+z'],
  when: ({ state }) => state.forks.redo !== null && state.forks.busy === null && !state.time.live, run: ({ do: door }) => door.forks.redo(),
}
/** The same again without the last action, to be seen beside it. */
export const whatIfNot: Command = {
  id: 'what-if-not', label: 'do.what-if-not', group: 'time', values: ({ state }) => ({ what: deedKey(state.forks.undo) }),
  when: ({ state }) => state.forks.undo !== null && state.forks.busy === null && !state.time.live, run: ({ do: door }) => door.forks.withoutLast(),
}
export const runUntil: Command = {
  id: 'run-until', label: 'do.run-until', group: 'time', keys: ['u'],
  when: ({ state }) => state.view !== null && state.screen !== 'home' && state.screen !== 'about' && state.forks.busy === null && !state.time.live,
  run: ({ do: door }) => door.forks.openRun(true),
}
