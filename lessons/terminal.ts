import type { Act } from '../src/lesson/types.ts'

/** A command line of one of Kafka's tools, as somebody at broker 1's machine would type it. */
export const typed = (line: string): Act =>
  ({ do: { act: { do: 'process.start', process: 'terminal', machine: 'm1', program: 'tool', args: { argv: line.split(' ') } } } })
