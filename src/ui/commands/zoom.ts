import type { Zoom } from '../desk.ts'
import { LEVELS, zoomShown } from '../stage/zoom.ts'
import type { Command, CommandContext } from './command.ts'

const next = ({ state: { settings, view } }: CommandContext, by: number): Zoom | undefined =>
  view ? LEVELS[LEVELS.indexOf(zoomShown(settings.zoom, view, settings.internal)) + by] : undefined

export const zoomIn: Command = {
  id: 'zoom-in', label: 'do.zoom-in', group: 'view', keys: ['+', '=', ']'], when: c => next(c, 1) !== undefined,
  run: c => c.do.set({ zoom: next(c, 1)!, outline: false }),
}
export const zoomOut: Command = {
  id: 'zoom-out', label: 'do.zoom-out', group: 'view', keys: ['-', '['], when: c => next(c, -1) !== undefined,
  run: c => c.do.set({ zoom: next(c, -1)!, outline: false }),
}
