import { ConfigException } from '../client/config/config-def.ts'
import type { Beans } from '../env/metrics.ts'
import type { Env, Plain, Process, ProcessEvent } from '../env/process.ts'
import { ToolException } from './exception.ts'
import { ToolExit } from './options/exit.ts'
import { withStderrLog } from './stderr-log.ts'
import { printer, viewOf, type ToolView } from './terminal.ts'
import type { Invocation, Line, Shell } from './tool.ts'

/** What a command line came to: settings, or the lines and code it ends with. */
type Read<S> = { readonly lines: readonly Line[] } & ({ readonly settings: S } | { readonly code: number })

function read<S>({ argv, files = {} }: Invocation, settings: (shell: Shell) => S): Read<S> {
  const lines: Line[] = []
  const write = (to: Line['to']) => (text = ''): void => { for (const each of text.split('\n')) lines.push({ to, text: each }) }
  try {
    return { lines, settings: settings({ args: argv.slice(1), files, wall: () => 0, out: write('out'), err: write('err') }) }
  } catch (error) {
    if (error instanceof ToolExit) return { lines: [...lines, ...error.lines], code: error.code }
    if (error instanceof ToolException) return { lines: [...lines, { to: 'err', text: error.text() }], code: 1 }
    throw error
  }
}

/** What producers and consumers have in common. */
interface KafkaClient { beans?(): Beans; handle(event: ProcessEvent): boolean; save(): Plain; load(state: Plain): void }

/** A tool that lives with a producer or a consumer: it reads its options, opens its client, and goes on until one of them ends it. */
export abstract class StreamTool<Settings, Client extends KafkaClient> implements Process {
  protected readonly env: Env
  readonly #read: Read<Settings>
  readonly #client: Client | string | null
  #view: ToolView

  constructor(env: Env, invocation: Invocation, settings: (shell: Shell) => Settings, make: (settings: Settings, env: Env) => Client) {
    this.env = env
    this.#read = read(invocation, settings)
    this.#client = 'settings' in this.#read ? made(() => make((this.#read as { settings: Settings }).settings, withStderrLog(env))) : null
    this.#view = viewOf(invocation)
  }

  protected get settings(): Settings { return (this.#read as { settings: Settings }).settings }
  protected get client(): Client { return this.#client as Client }

  protected abstract begin(): void
  protected abstract take(event: ProcessEvent): void
  protected abstract saved(): Plain
  protected abstract restore(state: Plain): void

  handle(event: ProcessEvent): void {
    if (this.#view.exit !== null) return
    if (event.is === 'start') this.#start()
    else this.take(event)
  }

  #start(): void {
    for (const line of this.#read.lines) printer(this.env)(line)
    if ('code' in this.#read) return this.exit(this.#read.code)
    if (typeof this.#client === 'string') {
      this.err(`org.apache.kafka.common.config.ConfigException: ${this.#client}`)
      return this.exit(1)
    }
    this.begin()
  }

  protected out(text: string): void { printer(this.env)({ to: 'out', text }) }
  protected err(text: string): void { for (const each of text.split('\n')) printer(this.env)({ to: 'err', text: each }) }
  protected exit(code: number): void {
    this.#view = { ...this.#view, exit: code }
    this.env.exit(code)
  }

  save(): Plain {
    const client = this.#client !== null && typeof this.#client !== 'string' ? this.#client.save() : null
    return { view: this.#view, own: this.saved(), client }
  }
  load(state: Plain): void {
    const { view, own, client } = state as { view: ToolView; own: Plain; client: Plain }
    this.#view = view
    this.restore(own)
    if (this.#client !== null && typeof this.#client !== 'string') this.#client.load(client)
  }
  beans(): Beans { return this.#client !== null && typeof this.#client !== 'string' ? this.#client.beans?.() ?? {} : {} }
  view(): Plain { return this.#view }
}

/** A client, or why its configs were refused. */
function made<C>(make: () => C): C | string {
  try {
    return make()
  } catch (error) {
    if (error instanceof ConfigException) return error.message
    throw error
  }
}
