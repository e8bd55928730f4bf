import type { DomainEvent } from '../../env/domain-event.ts'
import type { Env } from '../../env/process.ts'
import { toolProgram } from '../../tools/index.ts'

const known = new Map<string, readonly string[]>()

/** A tool's options, as it names them itself when asked for `--help`. */
export function optionsOf(command: string): readonly string[] {
  let options = known.get(command)
  if (!options) known.set(command, options = [...new Set(helpOf(command).flatMap(line => line.match(/(?<=^|[\s,([|*])--[a-z][a-z0-9.-]*/g) ?? []))].sort())
  return options
}

/** Help is printed before anything is asked of the world, so nobody need answer. */
function helpOf(command: string): string[] {
  const lines: string[] = []
  const tell = (event: DomainEvent): void => { if (event.is === 'console') lines.push(event.text) }
  const env: Partial<Env> = { tell, exit() {}, wall: () => 0, now: () => 0 }
  toolProgram(env as Env, { argv: [command, '--help'] }).handle({ is: 'start', nth: 1 })
  return lines
}
