import { Admin } from '../client/admin/admin.ts'
import { ConfigException } from '../client/config/config-def.ts'
import type { Env, Plain, Process, ProcessEvent } from '../env/process.ts'
import { micros, type Millis } from '../env/units.ts'
import { play } from './play.ts'
import { withStderrLog } from './stderr-log.ts'
import type { Invocation, Reply, Tool, Wish } from './tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt, printer, viewOf, type ToolView } from './terminal.ts'

const SEEDS = 0x1_0000_0000
/** The timer of a tool that waits. */
const RESUME = { resume: true } as const

interface State {
  readonly startedAt: Millis
  readonly replies: readonly Reply[]
  readonly printed: number
  /** Of the admin client, once there is one. */
  readonly configs: Readonly<Record<string, string>> | null
}

/** An admin tool as a process: plays its story as far as the replies go, and gets it the next one. */
export class AdminToolProgram implements Process {
  readonly #env: Env
  readonly #tool: Tool
  readonly #invocation: Invocation
  #admin: Admin | null = null
  #state: State = { startedAt: 0, replies: [], printed: 0, configs: null }
  #view: ToolView

  constructor(env: Env, tool: Tool, invocation: Invocation) {
    this.#env = env
    this.#tool = tool
    this.#invocation = invocation
    this.#view = viewOf(invocation)
  }

  handle(event: ProcessEvent): void {
    if (this.#view.exit !== null) return
    if (event.is === 'start') {
      this.#state = { ...this.#state, startedAt: this.#env.wall() }
      return this.#advance()
    }
    if (event.is === 'stop') return this.#exit(TERMINATED)
    if (isInterrupt(event)) return this.#exit(INTERRUPTED)
    if (event.is === 'timer' && (event.timer as Partial<typeof RESUME>).resume) return this.#reply({ at: this.#env.wall(), paused: true })
    this.#admin?.handle(event)
    this.#hear()
  }

  #hear(): void {
    for (const answer of this.#admin?.takeAnswers() ?? []) this.#reply({ at: this.#env.wall(), answer })
  }

  #reply(reply: Reply): void {
    this.#state = { ...this.#state, replies: [...this.#state.replies, reply] }
    this.#advance()
  }

  #advance(): void {
    const { startedAt, replies, printed } = this.#state
    const { lines, wish, exit } = play(this.#tool, this.#invocation, startedAt, replies)
    for (const line of lines.slice(printed)) printer(this.#env)(line)
    this.#state = { ...this.#state, printed: lines.length }
    if (exit !== null) this.#exit(exit)
    else if (wish) this.#grant(wish)
  }

  #grant(wish: Wish): void {
    if ('draw' in wish) return this.#reply({ at: this.#env.wall(), seed: this.#env.random.below(SEEDS) })
    if ('pause' in wish) return void this.#env.at(this.#env.now() + wish.pause * micros.perMilli, RESUME)
    if ('connect' in wish) return this.#reply({ at: this.#env.wall(), refused: this.#connect(wish.connect) })
    this.#admin!.ask(wish.ask, null)
    this.#hear()
  }

  #connect(configs: Readonly<Record<string, string>>): string | null {
    try {
      this.#admin = new Admin(withStderrLog(this.#env), configs)
      this.#state = { ...this.#state, configs }
      return null
    } catch (error) {
      if (error instanceof ConfigException) return error.message
      throw error
    }
  }

  #exit(code: number): void {
    this.#view = { ...this.#view, exit: code }
    this.#admin?.close()
    this.#env.exit(code)
  }

  save(): Plain { return { state: this.#state, view: this.#view, admin: this.#admin?.save() ?? null } }
  load(saved: Plain): void {
    const { state, view, admin } = saved as { state: State; view: ToolView; admin: Plain }
    this.#state = state
    this.#view = view
    if (state.configs) this.#admin = new Admin(withStderrLog(this.#env), state.configs)
    this.#admin?.load(admin)
  }
  view(): Plain { return this.#view }
}
