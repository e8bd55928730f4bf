import type { Zoom } from '../desk.ts'
import type { Command, CommandContext } from './command.ts'

const LEVELS: readonly Zoom[] = ['brokers', 'partitions', 'records']
const next = ({ state }: CommandContext, by: number): Zoom | undefined => LEVELS[LEVELS.indexOf(state.settings.zoom ?? 'partitions') + by]

export const zoomIn: Command = {
  id: 'zoom-in', label: 'do.zoom-in', group: 'view', keys: [']'], when: c => next(c, 1) !== undefined,
  run: c => c.do.set({ zoom: next(c, 1)!, outline: false }),
}
export const zoomOut: Command = {
  id: 'zoom-out', label: 'do.zoom-out', group: 'view', keys: ['['], when: c => next(c, -1) !== undefined,
  run: c => c.do.set({ zoom: next(c, -1)!, outline: false }),
}
