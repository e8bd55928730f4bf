import { selectedLink, type Command } from './command.ts'

export const mendLink: Command = {
  id: 'mend-link', label: 'do.link-mend', group: 'mend',
  when: context => (selectedLink(context)?.faults.length ?? 0) > 0,
  run: context => { const { from, to } = selectedLink(context)!; context.do.act({ do: 'link.mend', from, to }) },
}
