import { selectedLink, type Command } from './command.ts'

/** What `from` sends is lost on the way; what it is sent still arrives. */
export const cutLinkOneWay: Command = {
  id: 'cut-link-one-way', label: 'do.link-cut-one-way', group: 'fault',
  values: context => ({ ...selectedLink(context) } as { from: string; to: string }),
  when: context => selectedLink(context)?.faults.includes('link.cut') === false,
  run: context => { const { from, to } = selectedLink(context)!; context.do.act({ do: 'link.cut', from, to, oneWay: true }) },
}
