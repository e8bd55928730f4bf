import type { StoreApi } from 'zustand/vanilla'
import type { HostDoor } from '../../host/door.ts'
import { tools } from '../../tools/index.ts'
import { NOT_FOUND } from '../../tools/terminal.ts'
import type { Kept } from '../kept.ts'
import type { WorldState } from '../world-store.ts'
import type { Known } from './complete.ts'
import { remembered } from './edit.ts'
import { filters, printing, type Filter } from './filters.ts'
import { brokersOf, tunnelled } from './hosts.ts'
import { optionsOf } from './tool-options.ts'
import { parseCommandLine, type CommandLine } from './parse.ts'
import { ToolRun, type Stdin } from './tool-run.ts'

/** What of a terminal outlives the page. */
export interface Desk { history: readonly string[]; files: Readonly<Record<string, string>> }

export interface ShellParts {
  door(): HostDoor
  world: StoreApi<WorldState>
  kept: Kept<Desk>
}

export interface Output {
  line(to: 'out' | 'err', text: string): void
  /** What `help` says. */
  readonly help: readonly string[]
}

/** A file is at most this long, in characters: it travels with the action that starts a tool. */
const MAX_FILE = 200_000

/** A small shell at a desk beside the cluster: Kafka's tools run in the world, a few commands of its own run here. */
export class Shell {
  readonly kept: Kept<Desk>
  readonly #parts: ShellParts
  #running: ToolRun | null = null
  /** The running tool reads what is typed. */
  readsInput = false

  constructor(parts: ShellParts) {
    this.#parts = parts
    this.kept = parts.kept
  }

  get commands(): string[] { return [...Object.keys(tools), ...Object.keys(filters), 'clear', 'help'].sort() }
  get tools(): string[] { return Object.keys(tools).sort() }

  /** What Tab can complete with, now. */
  known(): Known {
    const { view } = this.#parts.world.getState()
    return {
      commands: this.commands, options: command => Object.hasOwn(tools, command) ? optionsOf(command) : [],
      topics: Object.keys(view?.metadata.topics ?? {}), groups: Object.values(view?.groups ?? {}).map(({ group }) => group),
      brokers: brokersOf(view), files: Object.keys(this.#files),
    }
  }

  remember(line: string): void {
    this.kept.store.setState(({ history }) => ({ history: remembered(history, line) }))
  }

  /** Runs a command line; gives the exit code of its last command. */
  async run(text: string, output: Output): Promise<number> {
    const line = parseCommandLine(text)
    if (line === null) return 0
    if ('refused' in line) {
      output.line('err', line.refused)
      return 2
    }
    if (!line.into) return this.#pipeline(line, output)
    const lines: string[] = []
    const code = await this.#pipeline(line, { ...output, line: (to, each) => { if (to === 'out') lines.push(each); else output.line(to, each) } })
    return this.#write(line.into, lines, output) ? code : 1
  }

  /** Ctrl-C. */
  interrupt(): void { this.#running?.send({ signal: 'INT' }) }
  /** A line typed while a tool runs; null: Ctrl-D. */
  type(line: string | null): void { this.#running?.send({ stdin: line === null ? null : [line] }) }

  get #files(): Desk['files'] { return this.kept.store.getState().files }

  #write({ file, append }: NonNullable<CommandLine['into']>, lines: readonly string[], output: Output): boolean {
    const text = (append ? this.#files[file] ?? '' : '') + lines.map(each => `${each}\n`).join('')
    if (text.length > MAX_FILE) {
      output.line('err', `bash: ${file}: File too large`)
      return false
    }
    this.kept.store.setState(({ files }) => ({ files: { ...files, [file]: text } }))
    return true
  }

  async #pipeline({ stages, merged }: CommandLine, output: Output): Promise<number> {
    const own: typeof filters = { ...filters, help: () => printing(output.help) }
    const made = (some: CommandLine['stages']): Filter[] => some.map(([command, ...args]) => own[command!]!(args, this.#files))
    const strangers = stages.map(([command]) => command!).filter(command => !Object.hasOwn(tools, command) && !Object.hasOwn(own, command))
    for (const command of strangers) output.line('err', `bash: ${command}: command not found`)
    if (strangers.length > 0) return NOT_FOUND
    const at = stages.findIndex(([command]) => Object.hasOwn(tools, command!))
    if (stages.findLastIndex(([command]) => Object.hasOwn(tools, command!)) !== at) {
      output.line('err', 'A pipe from one Kafka tool into another is not part of this small shell')
      return 2
    }
    if (at < 0) return flow(made(stages), output).finish()
    const stdin: string[] = []
    if (at > 0) flow(made(stages.slice(0, at)), { ...output, line: (to, each) => { if (to === 'out') stdin.push(each); else output.line(to, each) } }).finish()
    return this.#tool({ argv: stages[at]!, stdin: at > 0 ? stdin : null, after: made(stages.slice(at + 1)), merged }, output)
  }

  async #tool({ argv, stdin, after, merged }: Piped, output: Output): Promise<number> {
    const { door, world } = this.#parts, run = new ToolRun(door, world), into = flow(after, output)
    let isCut = false
    const line: Output['line'] = (to, text) => {
      if (to === 'err' && !merged) return output.line(to, text)
      into.take(text)
      if (isCut || !into.isFull()) return
      isCut = true
      run.send({ signal: 'INT' })
    }
    this.#running = run
    this.readsInput = stdin === null && argv[0] === 'kafka-console-producer.sh'
    try {
      const code = await run.run({ argv: tunnelled(argv, world.getState().view), files: named(this.#files, argv) }, stdin, { line })
      return after.length > 0 ? into.finish() : code
    } catch (error) {
      output.line('err', error instanceof Error ? error.message : String(error))
      return 1
    } finally {
      this.#running = null
      this.readsInput = false
    }
  }
}

/** A tool with what comes before and after it. */
interface Piped { argv: readonly string[]; stdin: Stdin; after: readonly Filter[]; merged: boolean }

/** The files a command line speaks of; only these travel with the action. */
const named = (files: Desk['files'], argv: readonly string[]): Desk['files'] =>
  Object.fromEntries(Object.entries(files).filter(([name]) => argv.some(word => word === name || word.endsWith(`=${name}`))))

/** Lines on their way through filters, one behind the other. */
function flow(through: readonly Filter[], output: Output): { take(line: string): void; isFull(): boolean; finish(): number } {
  const from = (at: number, line: string): void => {
    const filter = through[at]
    if (!filter) return output.line('out', line)
    for (const each of filter.take?.(line) ?? []) from(at + 1, each)
  }
  for (const [at, filter] of through.entries()) {
    for (const error of filter.errors) output.line('err', error)
    for (const line of filter.prints) from(at + 1, line)
  }
  return { take: line => from(0, line), isFull: () => through.some(filter => filter.isFull()), finish: () => through.at(-1)?.exit() ?? 0 }
}
