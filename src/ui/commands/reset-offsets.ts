import type { Command } from './command.ts'

export const resetOffsets: Command = {
  id: 'reset-offsets', label: 'do.reset', group: 'kafka',
  when: ({ state }) => Object.keys(state.view?.groups ?? {}).length > 0,
  run: context => {
    const { selection, view } = context.state
    if (selection?.is !== 'group') context.do.select({ is: 'group', group: Object.keys(view!.groups)[0]! })
    context.do.arrange({ tab: 'groups', dockOpen: true, pane: 'dock' })
    requestAnimationFrame(() => document.getElementById('dock-panel')?.focus())
  },
}
