import { notchOf, speedAt, SPEED } from '../time/geometry.ts'
import type { Command, CommandContext } from './command.ts'

/** A third of a decade at a time. */
const turn = (by: number) =>
  (context: CommandContext) => context.do.setSpeed(speedAt(Math.max(0, Math.min(SPEED.notches + 1, notchOf(context.state.time.speed) + by))))
const running = ({ state }: CommandContext) => state.view !== null

export const faster: Command = { id: 'faster', label: 'do.faster', group: 'time', keys: ['>'], when: running, run: turn(3) }
export const slower: Command = { id: 'slower', label: 'do.slower', group: 'time', keys: ['<'], when: running, run: turn(-3) }
