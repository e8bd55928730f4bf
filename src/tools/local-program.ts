import type { Codecs } from '../env/codecs.ts'
import type { Disk } from '../env/disk.ts'
import type { Env, Plain, Process, ProcessEvent, TimerId } from '../env/process.ts'
import type { Random } from '../env/random.ts'
import { micros } from '../env/units.ts'
import { ToolExit } from './options/exit.ts'
import { INTERRUPTED, TERMINATED, isInterrupt, printer, viewOf, type ToolView } from './terminal.ts'
import type { Invocation, Line, Shell } from './tool.ts'

/** What a tool without a cluster has at hand: its options, and the disk of the machine it runs on. */
export interface LocalShell extends Shell { readonly disk: Disk; readonly codecs: Codecs; readonly random: Random }
/** A tool that asks nobody. It returns its exit code. */
export type LocalTool = (shell: LocalShell) => number

/** So many lines go out at once, then it waits for its reader. */
const CHUNK = 200, PAUSE = 5 * micros.perMilli

interface State { readonly lines: readonly Line[]; readonly code: number; readonly timer: TimerId | null }

/** A local tool as a process: it has done its work in one step, and then writes what there is to say, a screenful at a time. */
export class LocalToolProgram implements Process {
  readonly #env: Env
  readonly #tool: LocalTool
  readonly #invocation: Invocation
  #state: State = { lines: [], code: 0, timer: null }
  #view: ToolView

  constructor(env: Env, tool: LocalTool, invocation: Invocation) {
    this.#env = env
    this.#tool = tool
    this.#invocation = invocation
    this.#view = viewOf(invocation)
  }

  handle(event: ProcessEvent): void {
    if (this.#view.exit !== null) return
    if (event.is === 'start') {
      this.#state = { ...this.#run(), timer: null }
      this.#print()
    } else if (event.is === 'timer' && event.id === this.#state.timer) this.#print()
    else if (event.is === 'stop') this.#exit(TERMINATED)
    else if (isInterrupt(event)) this.#exit(INTERRUPTED)
  }

  #run(): { lines: Line[]; code: number } {
    const lines: Line[] = []
    const write = (to: Line['to']) => (text = ''): void => { for (const each of text.split('\n')) lines.push({ to, text: each }) }
    const { argv, files = {} } = this.#invocation, { disk, codecs, random } = this.#env
    try {
      const shell = { args: argv.slice(1), files, wall: () => this.#env.wall(), out: write('out'), err: write('err'), disk, codecs, random }
      return { lines, code: this.#tool(shell) }
    } catch (error) {
      if (!(error instanceof ToolExit)) throw error
      return { lines: [...lines, ...error.lines], code: error.code }
    }
  }

  #print(): void {
    const { lines, code } = this.#state
    for (const line of lines.slice(0, CHUNK)) printer(this.#env)(line)
    if (lines.length <= CHUNK) return this.#exit(code)
    this.#state = { lines: lines.slice(CHUNK), code, timer: this.#env.at(this.#env.now() + PAUSE, { print: true }) }
  }

  #exit(code: number): void {
    this.#state = { ...this.#state, lines: [] }
    this.#view = { ...this.#view, exit: code }
    this.#env.exit(code)
  }

  save(): Plain { return { state: this.#state, view: this.#view } }
  load(saved: Plain): void {
    const { state, view } = saved as { state: State; view: ToolView }
    this.#state = state
    this.#view = view
  }
  view(): Plain { return this.#view }
}
