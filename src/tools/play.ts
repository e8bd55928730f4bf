import type { Millis } from '../env/units.ts'
import { ToolExit } from './options/exit.ts'
import type { Invocation, Line, Reply, Shell, Tool, Wish } from './tool.ts'

/** Where a tool stands: all it has printed, and what it wishes for now; or its exit code. */
export interface Standing {
  readonly lines: readonly Line[]
  readonly wish: Wish | null
  readonly exit: number | null
}

/**
 * Tells a tool's story from the beginning, with the replies it has had. A tool asks a handful of questions in its life, so
 * telling it anew costs nothing, and nothing of it is left pending in between: its state is the list of replies.
 */
export function play(tool: Tool, { argv, files = {} }: Invocation, startedAt: Millis, replies: readonly Reply[]): Standing {
  const lines: Line[] = []
  let wall = startedAt
  const write = (to: Line['to']) => (text = ''): void => { for (const each of text.split('\n')) lines.push({ to, text: each }) }
  const shell: Shell = { args: argv.slice(1), files, wall: () => wall, out: write('out'), err: write('err') }
  try {
    const telling = tool(shell)
    let step = telling.next()
    for (const reply of replies) {
      wall = reply.at
      step = telling.next(reply)
    }
    return step.done ? { lines, wish: null, exit: step.value } : { lines, wish: step.value, exit: null }
  } catch (error) {
    if (!(error instanceof ToolExit)) throw error
    return { lines: [...lines, ...error.lines], wish: null, exit: error.code }
  }
}
