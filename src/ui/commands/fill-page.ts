import type { Command } from './command.ts'

export const fillPage: Command = {
  id: 'fill-page', label: 'do.dock-fills', group: 'view', keys: ['D'],
  when: () => true,
  run: ({ state: { layout }, do: { arrange } }) => arrange({ dockOpen: true, dockFills: !(layout.dockOpen && layout.dockFills) }),
}
