import { selectedLink, type Command } from './command.ts'

export const cutLink: Command = {
  id: 'cut-link', label: 'do.link-cut', group: 'fault',
  when: context => selectedLink(context)?.faults.includes('link.cut') === false,
  run: context => { const { from, to } = selectedLink(context)!; context.do.act({ do: 'link.cut', from, to }) },
}
