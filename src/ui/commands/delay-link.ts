import { selectedLink, type Command } from './command.ts'

export const delayLink: Command = {
  id: 'delay-link', label: 'do.link-delay', group: 'fault',
  when: context => selectedLink(context) !== null,
  run: context => { const { from, to } = selectedLink(context)!; context.do.act({ do: 'link.slow', from, to, delayMs: 2_000 }) },
}
