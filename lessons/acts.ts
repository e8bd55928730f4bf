import type { Act, Past } from '../src/lesson/types.ts'
import type { Action } from '../src/world/action.ts'
import type { Micros } from '../src/world/view.ts'

/** What is done to the world and its processes, and what is waited for, in as few words as a lesson has room for. */
export const act = (action: Action): Act => ({ do: { act: action } })
export const process = (does: 'process.stop' | 'process.kill' | 'process.pause' | 'process.resume' | 'process.start', name: string): Act => act({ do: does, process: name })
export const broker = (does: 'process.stop' | 'process.kill' | 'process.start', id: number): Act => process(does, `broker-${id}`)
export const power = (does: 'machine.powerOff' | 'machine.powerOn', broker: number): Act => act({ do: does, machine: `m${broker}` })
/** A client of this world's own programs begins. */
export const start = (name: string, program: string, args: object): Act => act({ do: 'process.start', process: name, program, args })
export const run = (file: string, as?: string): Act => ({ do: { run: file, ...(as && { as }) } })
export const edit = (file: string, from: string, to: string): Act => ({ do: { edit: file, replace: [from, to] } })
/** Time passes until something holds. */
export const until = (wait: (past: Past) => boolean, atMost: Micros): Act => ({ do: { wait, atMost } })
export const lasting = (micros: Micros): Act => ({ do: { for: micros } })
/** A command line of one of Kafka's tools, as somebody at a broker's machine would type it. */
export const typed = (line: string, machine = 'm1'): Act =>
  act({ do: 'process.start', process: 'terminal', machine, program: 'tool', args: { argv: line.split(' ') } })
