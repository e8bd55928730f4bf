import type { Act } from '../src/lesson/types.ts'

/** A command line of one of Kafka's tools, as somebody at a broker's machine would type it. */
export const typed = (line: string, machine = 'm1'): Act =>
  ({ do: { act: { do: 'process.start', process: 'terminal', machine, program: 'tool', args: { argv: line.split(' ') } } } })
