import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HostDoor } from '../../host/door.ts'
import { tools } from '../../tools/index.ts'
import { INTERRUPTED, NOT_FOUND } from '../../tools/terminal.ts'
import type { ClusterView } from '../../world/view.ts'
import type { Kept } from '../kept.ts'
import type { WorldState } from '../world-store.ts'
import { builtins, type Bench } from './builtins.ts'
import { bygoneCommands, isRenamed, isZooKeeper, parted, renewed } from './bygone.ts'
import type { Known } from './complete.ts'
import { diskPaths } from './disk-paths.ts'
import { remembered } from './edit.ts'
import { filters, linesOf, printing, type Filter } from './filters.ts'
import { flow, type Print } from './flow.ts'
import { brokersOf, tunnelled } from './hosts.ts'
import { parseCommandLine, type Pipeline, type Step } from './parse.ts'
import { DESK, hostsOf } from './place.ts'
import type { Said } from './said.ts'
import { optionsOf } from './tool-options.ts'
import { ToolRun, type Stdin } from './tool-run.ts'

/** What of a terminal outlives the page. */
export interface Desk { history: readonly string[]; files: Readonly<Record<string, string>> }

export interface ShellParts {
  door(): HostDoor
  world: StoreApi<WorldState>
  kept: Kept<Desk>
  /** What lies open beside it, in the editor; a file of the terminal's own of that name goes before it. */
  beside?(): Desk['files']
}

export interface Output {
  readonly line: Print
  clear(): void
  /** What `help` says. */
  readonly help: readonly string[]
  /** The shell's own remarks, in the reader's language. */
  word(said: Said): string
}

/** A file is at most this long, in characters: it travels with the action that starts a tool. */
const MAX_FILE = 200_000
/** Tools that read what is typed while they run. */
const READS_INPUT = (argv: readonly string[]): boolean =>
  argv[0] === 'kafka-console-producer.sh' || argv[0] === 'kcat' && argv.some(word => /^-[A-Za-z]*P/.test(word))

/** A small shell beside the cluster or on one of its machines: Kafka's tools run in the world, a few commands of its own run here. */
export class Shell {
  readonly kept: Kept<Desk>
  readonly #parts: ShellParts
  #place = DESK
  #running: { interrupt(): void; type(line: string | null): void } | null = null
  #isStopped = false
  /** The running tool reads what is typed. */
  readsInput = false
  /** A line somebody wants on the prompt. */
  readonly offered = createStore<{ readonly line: string | null }>(() => ({ line: null }))

  constructor(parts: ShellParts) {
    this.#parts = parts
    this.kept = parts.kept
  }

  /** As the prompt has it. */
  get host(): string { return this.#place.host }
  get commands(): string[] { return [...new Set([...Object.keys(tools), ...Object.keys(filters), ...Object.keys(builtins), ...bygoneCommands, ...OWN])].sort() }
  get tools(): string[] { return Object.keys(tools).filter(tool => !Object.hasOwn(filters, tool)).sort() }

  /** What Tab can complete with, now. */
  known(): Known {
    const view = this.#view
    return {
      commands: this.commands, options: command => Object.hasOwn(tools, command) && !Object.hasOwn(filters, command) ? optionsOf(command) : [],
      topics: Object.keys(view?.metadata.topics ?? {}), groups: Object.values(view?.groups ?? {}).map(({ group }) => group),
      brokers: brokersOf(view), hosts: hostsOf(view), files: Object.keys(this.#files), segments: diskPaths(view, this.#place),
    }
  }

  remember(line: string): void {
    this.kept.store.setState(({ history }) => ({ history: remembered(history, line) }))
  }

  /** Puts a line on the prompt, to be read and run by who asked for it; what is continued on the next line comes as one. */
  offer(line: string): void { this.offered.setState({ line: line.replace(/\s*\\\n\s*/g, ' ') }) }

  /** Runs a command line; gives the exit code of the last command that ran. */
  async run(text: string, output: Output): Promise<number> {
    const steps = parseCommandLine(text)
    if (steps === null) return 0
    if ('refused' in steps) {
      output.line('err', steps.refused)
      return 2
    }
    this.#isStopped = false
    let code = 0
    for (const step of steps) {
      if (this.#isStopped) return INTERRUPTED
      if (step.when === 'always' || (step.when === 'ok') === (code === 0)) code = await this.#step(step, output)
    }
    return code
  }

  /** Ctrl-C: what runs is told, and nothing more of the line is begun. */
  interrupt(): void {
    this.#isStopped = true
    this.#running?.interrupt()
  }
  /** A line typed while a tool runs; null: Ctrl-D. */
  type(line: string | null): void { this.#running?.type(line) }

  get #files(): Desk['files'] { return { ...this.#parts.beside?.(), ...this.kept.store.getState().files } }
  get #view(): ClusterView | null { return this.#parts.world.getState().view }

  async #step(step: Step, output: Output): Promise<number> {
    if (!step.into) return this.#pipeline(step, output)
    const lines: string[] = []
    const code = await this.#pipeline(step, { ...output, line: (to, each) => { if (to === 'out') lines.push(each); else output.line(to, each) } })
    return this.#write(step.into, lines, output) ? code : 1
  }

  #write({ file, append }: NonNullable<Pipeline['into']>, lines: readonly string[], { line }: Output): boolean {
    const text = (append ? this.#files[file] ?? '' : '') + lines.map(each => `${each}\n`).join('')
    if (text.length > MAX_FILE) {
      line('err', `bash: ${file}: File too large`)
      return false
    }
    this.kept.store.setState(({ files }) => ({ files: { ...files, [file]: text } }))
    return true
  }

  async #pipeline({ stages: typed, merged, from }: Pipeline, output: Output): Promise<number> {
    const stages = typed.map(parted), [[command = '', ...args] = []] = stages
    if (stages.length === 1 && Object.hasOwn(builtins, command)) return builtins[command]!(args, this.#bench(output))
    if (isZooKeeper(command)) {
      output.line('out', output.word({ is: 'zookeeper', command }))
      return 0
    }
    const refused = this.#refused(stages, from, output)
    if (refused !== null) return refused
    const given = from === null ? [] : linesOf(this.#files[from]!)
    const own = this.#own(output), made = (some: typeof stages): Filter[] => some.map(([name, ...words]) => own[name!]!(words, this.#files))
    const at = stages.findIndex(argv => runsInWorld(argv))
    if (at < 0) return through(made(stages), given, output.line)
    const { argv, notes } = renewed(stages[at]!, this.#view), stdin = at === 0 ? given : []
    for (const note of notes) output.line('err', output.word({ is: 'replaced', ...note }))
    if (at > 0) through(made(stages.slice(0, at)), given, (to, each) => { if (to === 'out') stdin.push(each); else output.line(to, each) })
    return this.#tool({ argv, stdin: at > 0 || from !== null ? stdin : null, after: made(stages.slice(at + 1)), merged }, output)
  }

  /** The exit code of a line that cannot be run, after saying why. */
  #refused(stages: readonly (readonly string[])[], from: string | null, { line }: Output): number | null {
    if (from !== null && !Object.hasOwn(this.#files, from)) {
      line('err', `bash: ${from}: No such file or directory`)
      return 1
    }
    const strangers = stages.map(([command]) => command!).filter(command => !KNOWN.has(command))
    for (const command of strangers) line('err', `bash: ${command}: command not found`)
    if (strangers.length > 0) return NOT_FOUND
    if (stages.filter(runsInWorld).length <= 1) return null
    line('err', 'A pipe from one Kafka tool into another is not part of this small shell')
    return 2
  }

  /** What the shell does with lines by itself. */
  #own(output: Output): Readonly<Record<string, (args: readonly string[], files: Desk['files']) => Filter>> {
    return {
      ...filters, help: () => printing(output.help), hostname: () => printing([this.host]),
      history: () => printing(this.kept.store.getState().history.map((line, i) => `${String(i + 1).padStart(5)}  ${line}`)),
    }
  }

  /** What commands of the shell's own work with. */
  #bench(output: Output): Bench {
    return {
      output, view: () => this.#view, world: this.#parts.world, place: this.#place, act: action => this.#parts.door().act(action),
      go: place => { this.#place = place },
      run: text => this.run(text, output),
      isStopped: () => this.#isStopped,
      during: async (interrupt, wait) => {
        this.#running = { interrupt, type() {} }
        try {
          return await wait
        } finally {
          this.#running = null
        }
      },
    }
  }

  async #tool({ argv, stdin, after, merged }: Piped, output: Output): Promise<number> {
    const { door, world } = this.#parts, run = new ToolRun(door, world, this.#place), into = flow(after, output.line)
    let isCut = false
    const line: Print = (to, text) => {
      if (to === 'err' && !merged) return output.line(to, text)
      into.take(text)
      if (isCut || !into.isFull()) return
      isCut = true
      run.send({ signal: 'INT' })
    }
    this.#running = { interrupt: () => run.send({ signal: 'INT' }), type: typed => run.send({ stdin: typed === null ? null : [typed] }) }
    this.readsInput = stdin === null && READS_INPUT(argv)
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

const OWN = ['help', 'history', 'hostname']
/** Whatever may stand in a pipe. */
const KNOWN: ReadonlySet<string> = new Set([...Object.keys(tools), ...Object.keys(filters), ...OWN, ...bygoneCommands])
/** Tools do; `ls` and `cat` where they are given a path of the machine's disk. */
const runsInWorld = ([command = '', ...args]: readonly string[]): boolean =>
  Object.hasOwn(tools, command) ? !Object.hasOwn(filters, command) || args.some(word => word.startsWith('/')) : isRenamed(command)

/** Gives the last one's exit code. */
function through(made: readonly Filter[], given: readonly string[], print: Print): number {
  const into = flow(made, print)
  for (const line of given) if (!into.isFull()) into.take(line)
  return into.finish()
}

/** A tool with what comes before and after it. */
interface Piped { argv: readonly string[]; stdin: Stdin; after: readonly Filter[]; merged: boolean }

/** The files a command line speaks of; only these travel with the action. */
const named = (files: Desk['files'], argv: readonly string[]): Desk['files'] =>
  Object.fromEntries(Object.entries(files).filter(([name]) => argv.some(word => word === name || word.endsWith(`=${name}`))))
