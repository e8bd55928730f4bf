import { selectedLink, type Command } from './command.ts'

/** Slow enough that a follower cannot keep pace with a few records a second. */
export const slowLink: Command = {
  id: 'slow-link', label: 'do.link-slow', group: 'fault',
  when: context => selectedLink(context) !== null,
  run: context => { const { from, to } = selectedLink(context)!; context.do.act({ do: 'link.slow', from, to, bytesPerSecond: 1_000 }) },
}
