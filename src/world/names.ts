import type { Action } from './action.ts'
import { PROFILES } from './profiles.ts'

/** An action that names what is not there. */
export class UnknownNameError extends RangeError {
  constructor(kind: string, name: string) {
    super(`There is no ${kind} ${name}`)
    this.name = 'UnknownNameError'
  }
}

/** The names a world knows once all its actions so far are applied: an action is refused when it is made, not when it is due. */
export class Names {
  readonly #machines = new Set<string>()
  readonly #processes = new Map<string, { machine: string }>()
  readonly #programs: ReadonlySet<string>

  constructor(programs: Iterable<string>) { this.#programs = new Set(programs) }

  /** Throws, or notes the names the action brings. */
  check(action: Action): void {
    switch (action.do) {
      case 'machine.add': return this.#addMachine(action.machine, action.profile)
      case 'process.start': return this.#start(action)
      case 'script.run': return this.#start({ process: action.script, program: 'script' })
      case 'script.stop': return this.#needProcess(action.script)
      case 'link.cut': case 'link.slow': case 'link.mend':
        this.#needEnd(action.from)
        return this.#needEnd(action.to)
      default:
        if ('machine' in action) this.#needMachine(action.machine)
        if ('process' in action) this.#needProcess(action.process)
    }
  }

  #addMachine(machine: string, profile: string | null | undefined): void {
    if (this.#machines.has(machine)) throw new RangeError(`There is a machine ${machine} already`)
    if (profile && !Object.hasOwn(PROFILES, profile)) throw new UnknownNameError('profile', profile)
    this.#machines.add(machine)
  }

  #start({ process, machine, program }: { process: string; machine?: string | null; program?: string | null }): void {
    const known = this.#processes.get(process)
    if (!known && !program) throw new UnknownNameError('process', process)
    if (program && !this.#programs.has(program)) throw new UnknownNameError('program', program)
    if (known && machine && machine !== known.machine) throw new RangeError(`${process} lives on ${known.machine}`)
    if (!known && machine) this.#needMachine(machine)
    if (!known) this.#processes.set(process, { machine: machine ?? `client-${process}` })
    this.#machines.add(this.#processes.get(process)!.machine)
  }

  #needMachine(machine: string): void {
    if (!this.#machines.has(machine)) throw new UnknownNameError('machine', machine)
  }
  #needProcess(process: string): void {
    if (!this.#processes.has(process)) throw new UnknownNameError('process', process)
  }
  #needEnd(machine: string): void {
    if (machine !== '*') this.#needMachine(machine)
  }
}
