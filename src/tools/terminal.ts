import type { Env, ProcessEvent } from '../env/process.ts'
import type { Invocation, Line } from './tool.ts'

/** What a terminal sends a running tool, as a `process.command`: Ctrl-C, lines typed, or the end of what is typed (Ctrl-D). */
export type TerminalInput = { readonly signal: 'INT' } | { readonly stdin: readonly string[] | null }

export interface ToolView {
  readonly kind: 'tool'
  readonly argv: readonly string[]
  /** Null while it runs. */
  readonly exit: number | null
}

/** Exit codes of a JVM that a signal ended. */
export const INTERRUPTED = 130, TERMINATED = 143
export const NOT_FOUND = 127

export const viewOf = ({ argv }: Invocation): ToolView => ({ kind: 'tool', argv, exit: null })

/** Lines go out as they come: stdout as `log`, stderr as `error`. */
export const printer = (env: Env) => ({ to, text }: Line): void => env.tell({ is: 'console', level: to === 'out' ? 'log' : 'error', text })

const inputOf = (event: ProcessEvent): Partial<{ signal: string; stdin: readonly string[] | null }> | null =>
  event.is === 'command' ? event.command as Partial<{ signal: string; stdin: readonly string[] | null }> | null : null

export const isInterrupt = (event: ProcessEvent): boolean => inputOf(event)?.signal === 'INT'
/** Lines typed; null: there will be no more; undefined: the event was something else. */
export const typed = (event: ProcessEvent): readonly string[] | null | undefined => inputOf(event)?.stdin
