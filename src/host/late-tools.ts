import type { Program } from '../env/process.ts'
import type { Invocation } from '../tools/tool.ts'

/** The command-line tools as a program whose code is fetched once it is needed: hardly any world begins with one. */
export interface LateTools {
  readonly tool: Program<Invocation>
  fetchTools(): Promise<void>
}

export function lateTools(): LateTools {
  let program: Program<Invocation> | null = null
  return {
    tool: (env, invocation) => {
      if (!program) throw new Error('nobody has fetched the tools')
      return program(env, invocation)
    },
    fetchTools: async () => { program ??= (await import('../tools/index.ts')).toolProgram },
  }
}

/** Whether anything in plain data, an action or a log of them, starts a tool. */
export function speaksOfTools(plain: unknown): boolean {
  if (typeof plain !== 'object' || plain === null || plain instanceof Uint8Array) return false
  return (plain as { program?: unknown }).program === 'tool' || Object.values(plain).some(speaksOfTools)
}
