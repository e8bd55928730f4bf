import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import type { AdminView } from '../../env/view.ts'
import { Admin } from '../admin/admin.ts'
import type { AdminCommand } from '../admin/operations.ts'
import { Application } from './application.ts'

export interface AdminArgs { readonly configs: Readonly<Record<string, string>> }
/** What a `process.command` carries: the command and a tag its answer is found by. */
export interface AdminOrder { readonly tag: Plain; readonly command: AdminCommand }

const KEPT = 50

/** An administrator at their desk: takes orders, asks the cluster by real requests, keeps the latest answers in view. */
export class AdminProgram extends Application<Admin> {
  #view: AdminView = { kind: 'admin', pending: 0, answers: [] }

  constructor(env: Env, { configs }: AdminArgs) { super(env, () => new Admin(env, configs)) }

  protected run(event: ProcessEvent, admin: Admin): void {
    if (event.is === 'stop') {
      admin.close()
      return this.env.exit(0)
    }
    if (event.is === 'command') this.#order(admin, event.command as Partial<AdminOrder> | null)
    else admin.handle(event)
    this.#collect(admin)
  }

  #order(admin: Admin, order: Partial<AdminOrder> | null): void {
    if (order?.command) admin.ask(order.command, order.tag)
    else this.say('error', 'An order to an administrator is { tag, command: { do: … } }')
  }

  #collect(admin: Admin): void {
    const answers = admin.takeAnswers()
    if (answers.length === 0 && admin.pending === this.#view.pending) return
    for (const { do: what, error, message } of answers) if (error !== null) this.say('error', `${what}: ${error}: ${message}`)
    this.#view = { kind: 'admin', pending: admin.pending, answers: [...this.#view.answers, ...answers].slice(-KEPT) }
  }

  protected seen(): AdminView { return this.#view }
  protected saved(admin: Admin): Plain { return { admin: admin.save(), view: this.#view } }
  protected restore(state: Plain, admin: Admin): void {
    const saved = state as { admin: Plain; view: AdminView }
    admin.load(saved.admin)
    this.#view = saved.view
  }
}
