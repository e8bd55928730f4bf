import type { Env, Plain, Process, ProcessEvent } from '../env/process.ts'
import { NOT_FOUND, printer, viewOf, type ToolView } from './terminal.ts'
import type { Invocation } from './tool.ts'

/** What a shell says of a command it does not know. */
export class NotFound implements Process {
  readonly #env: Env
  #view: ToolView

  constructor(env: Env, invocation: Invocation) {
    this.#env = env
    this.#view = viewOf(invocation)
  }

  handle(event: ProcessEvent): void {
    if (event.is !== 'start') return
    printer(this.#env)({ to: 'err', text: `${this.#view.argv[0] ?? ''}: command not found` })
    this.#view = { ...this.#view, exit: NOT_FOUND }
    this.#env.exit(NOT_FOUND)
  }
  save(): Plain { return this.#view }
  load(state: Plain): void { this.#view = state as ToolView }
  view(): Plain { return this.#view }
}
