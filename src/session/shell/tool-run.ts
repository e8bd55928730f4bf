import type { StoreApi } from 'zustand/vanilla'
import type { HostDoor } from '../../host/door.ts'
import type { Action } from '../../world/action.ts'
import type { LoggedAction } from '../../world/world.ts'
import { INTERRUPTED, type TerminalInput, type ToolView } from '../../tools/terminal.ts'
import type { Invocation } from '../../tools/tool.ts'
import type { WorldState } from '../world-store.ts'
import { DESK, type Place } from './place.ts'

/** What a shell says of a process that was killed. */
const KILLED = 137

export interface Heard { line(to: 'out' | 'err', text: string): void }

/** What a pipe holds before the tool: all of it is there when the tool starts. */
export type Stdin = readonly string[] | null

/** A tool as it runs in the world: its lines as they are told, its end as it is shown. */
export class ToolRun {
  readonly #door: () => HostDoor
  readonly #world: StoreApi<WorldState>
  readonly #place: Place
  #startedAt = Infinity
  #interrupted = false
  #look = (): void => {}
  #unlisten = (): void => {}

  constructor(door: () => HostDoor, world: StoreApi<WorldState>, place: Place) {
    this.#door = door
    this.#world = world
    this.#place = place
  }

  /** Gives its exit code. */
  async run(invocation: Invocation, stdin: Stdin, heard: Heard): Promise<number> {
    await this.#makeRoom()
    const code = this.#listen(heard)
    try {
      const { at } = await this.#act({ do: 'process.start', process: this.#place.process, machine: this.#place.machine, program: 'tool', args: invocation })
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
    void this.#act({ do: 'process.command', process: this.#place.process, command: input }).catch(() => {})
    this.#look()
  }

  async #act(action: Action): Promise<LoggedAction> { return this.#door().act(action) }

  async #makeRoom(): Promise<void> {
    const { view } = this.#world.getState(), { machine, process } = this.#place
    if (machine === DESK.machine && !view?.machines[machine]) await this.#act({ do: 'machine.add', machine }).catch(() => {})
    const state = view?.processes[process]?.state
    if (state === 'up' || state === 'paused') await this.#act({ do: 'process.kill', process })
  }

  #listen({ line }: Heard): Promise<number> {
    let seq = this.#world.getState().told.at(-1)?.seq ?? -1
    return new Promise(end => {
      this.#look = () => {
        const state = this.#world.getState()
        const news = state.told.filter(told => told.seq > seq)
        // who hears a line may look again
        seq = news.at(-1)?.seq ?? seq
        for (const told of news) if (told.process === this.#place.process && told.is === 'console') line(told.level === 'error' ? 'err' : 'out', told.text)
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
    const process = view.processes[this.#place.process]
    if (!process || view.now < this.#startedAt || process.state !== 'down') return null
    if (process.startedAt < this.#startedAt) return this.#interrupted ? INTERRUPTED : null
    return (process.view as ToolView | null)?.exit ?? process.exit?.code ?? KILLED
  }
}
