import type { Line } from '../tool.ts'

/** The tool ends here, as Java's `Exit.exit` does from within its options. */
export class ToolExit extends Error {
  readonly code: number
  readonly lines: readonly Line[]

  constructor(code: number, lines: readonly Line[] = []) {
    super(`exit ${code}`)
    this.code = code
    this.lines = lines
  }
}
