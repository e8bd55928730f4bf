import type { Env, Plain, Process, ProcessEvent } from '../../env/process.ts'
import type { AdminView } from '../../env/view.ts'
import { Admin } from '../admin/admin.ts'
import type { AdminCommand } from '../admin/operations.ts'

export interface AdminArgs { readonly configs: Readonly<Record<string, string>> }
/** What a `process.command` carries: the command and a tag its answer is found by. */
export interface AdminOrder { readonly tag: Plain; readonly command: AdminCommand }

const KEPT = 50

/** An administrator at their desk: takes orders, asks the cluster by real requests, keeps the latest answers in view. */
export class AdminProgram implements Process {
  readonly #env: Env
  readonly #admin: Admin
  #view: AdminView = { kind: 'admin', pending: 0, answers: [] }

  constructor(env: Env, { configs }: AdminArgs) {
    this.#env = env
    this.#admin = new Admin(env, configs)
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'stop') return this.#stop()
    if (event.is === 'command') this.#order(event.command as AdminOrder)
    else this.#admin.handle(event)
    this.#collect()
  }

  #order({ tag, command }: AdminOrder): void { this.#admin.ask(command, tag) }

  #stop(): void {
    this.#admin.close()
    this.#env.exit(0)
  }

  #collect(): void {
    const answers = this.#admin.takeAnswers()
    const { pending } = this.#admin
    if (answers.length === 0 && pending === this.#view.pending) return
    for (const { do: what, error, message } of answers) {
      if (error !== null) this.#env.tell({ is: 'console', level: 'error', text: `${what}: ${error}: ${message}` })
    }
    this.#view = { kind: 'admin', pending, answers: [...this.#view.answers, ...answers].slice(-KEPT) }
  }

  view(): AdminView { return this.#view }
  save(): Plain { return { admin: this.#admin.save(), view: this.#view } }
  load(state: Plain): void {
    const { admin, view } = state as { admin: Plain; view: AdminView }
    this.#admin.load(admin)
    this.#view = view
  }
}
