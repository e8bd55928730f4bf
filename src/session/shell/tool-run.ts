import type { StoreApi } from 'zustand/vanilla'
import type { HostDoor } from '../../host/door.ts'
import type { Action } from '../../world/action.ts'
import type { LoggedAction } from '../../world/world.ts'
import { INTERRUPTED, type TerminalInput, type ToolView } from '../../tools/terminal.ts'
import type { Invocation } from '../../tools/tool.ts'
import type { WorldState } from '../world-store.ts'

/** The machine the terminal stands on, and the process it starts there, one at a time. */
export const MACHINE = 'client-terminal', PROCESS = 'terminal'
/** What a shell says of a process that was killed. */
const KILLED = 137

export interface Heard { line(to: 'out' | 'err', text: string): void }

/** What a pipe holds before the tool: all of it is there when the tool starts. */
export type Stdin = readonly string[] | null

/** A tool as it runs in the world: its lines as they are told, its end as it is shown. */
export class ToolRun {
  readonly #door: () => HostDoor
  readonly #world: StoreApi<WorldState>
  #startedAt = Infinity
  #interrupted = false
  #look = (): void => {}
  #unlisten = (): void => {}

  constructor(door: () => HostDoor, world: StoreApi<WorldState>) {
    this.#door = door
    this.#world = world
  }

  /** Gives its exit code. */
  async run(invocation: Invocation, stdin: Stdin, heard: Heard): Promise<number> {
    await this.#makeRoom()
    const code = this.#listen(heard)
    try {
      const { at } = await this.#act({ do: 'process.start', process: PROCESS, machine: MACHINE, program: 'tool', args: invocation })
      this.#startedAt = at
    } catch (error) {
      this.#unlisten()
      throw error
    }
    if (stdin) for (const input of [stdin, null]) this.send({ stdin: input })
    this.#look()
    return code
  }

  /** One that has ended meanwhile hears nothing more. */
  send(input: TerminalInput): void {
    if ('signal' in input) this.#interrupted = true
    void this.#act({ do: 'process.command', process: PROCESS, command: input }).catch(() => {})
    this.#look()
  }

  async #act(action: Action): Promise<LoggedAction> { return this.#door().act(action) }

  async #makeRoom(): Promise<void> {
    const { view } = this.#world.getState()
    if (!view?.machines[MACHINE]) await this.#act({ do: 'machine.add', machine: MACHINE }).catch(() => {})
    const state = view?.processes[PROCESS]?.state
    if (state === 'up' || state === 'paused') await this.#act({ do: 'process.kill', process: PROCESS })
  }

  #listen({ line }: Heard): Promise<number> {
    let seq = this.#world.getState().told.at(-1)?.seq ?? -1
    return new Promise(end => {
      this.#look = () => {
        const state = this.#world.getState()
        const news = state.told.filter(told => told.seq > seq)
        // who hears a line may look again
        seq = news.at(-1)?.seq ?? seq
        for (const told of news) if (told.process === PROCESS && told.is === 'console') line(told.level === 'error' ? 'err' : 'out', told.text)
        const exit = this.#exit(state)
        if (exit === null) return
        this.#unlisten()
        end(exit)
      }
      this.#unlisten = this.#world.subscribe(() => this.#look())
    })
  }

  /** Null while it runs. A world that has gone took it along; one on a dark machine has not begun and can be given up. */
  #exit({ view }: WorldState): number | null {
    if (view === null) return KILLED
    const process = view.processes[PROCESS]
    if (!process || view.now < this.#startedAt || process.state !== 'down') return null
    if (process.startedAt < this.#startedAt) return this.#interrupted ? INTERRUPTED : null
    return (process.view as ToolView | null)?.exit ?? process.exit?.code ?? KILLED
  }
}
