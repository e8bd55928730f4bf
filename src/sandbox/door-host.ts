import type { Plain } from '../env/process.ts'
import type { ScriptHost } from '../world/scripts.ts'
import type { OpenRealm, RealmDoor } from './realm-door.ts'
import { refusedText } from './refused-text.ts'
import type { Transpiled } from './transpile.ts'
import { DATASETS_MODULE, withDatasets, type Datasets, type RealmCall, type RealmEvent, type Turn } from './turn.ts'

/** A realm, or the words that refuse its script's text. */
type Begun = { readonly door: RealmDoor; readonly readsDatasets: boolean } | { readonly refused: RealmCall }

/** Who wants to know that a script came to a line. */
export interface LineWatch { linesOf(script: string): readonly number[]; reached(script: string, lines: readonly number[]): void }
const NOBODY: LineWatch = { linesOf: () => [], reached: () => {} }

/** Scripts whose realms answer later (a worker in a sandboxed frame). `answer` is the world's. */
export class DoorScripts implements ScriptHost {
  readonly #open: OpenRealm
  readonly #answer: (script: string, calls: RealmCall[]) => void
  readonly #datasets: () => Promise<Datasets>
  readonly #watch: LineWatch
  readonly #begun = new Map<string, Promise<Begun>>()

  constructor(open: OpenRealm, answer: (script: string, calls: RealmCall[]) => void, datasets: () => Promise<Datasets>, watch = NOBODY) {
    this.#open = open
    this.#answer = answer
    this.#datasets = datasets
    this.#watch = watch
  }

  deliver(script: string, _turn: number, input: Plain): null {
    void this.#run(script, input as Turn).then(calls => this.#answer(script, calls))
    return null
  }

  /** Never rejects: a realm that is gone has failed its script, in words. */
  async #run(script: string, { wall, now, events }: Turn): Promise<RealmCall[]> {
    try {
      const start = events.find(event => event.is === 'start')
      if (start) this.#begun.set(script, this.#begin(start.source))
      const begun = await this.#begun.get(script)
      if (!begun) throw new Error('its realm is gone')
      if ('refused' in begun) return [begun.refused]
      const calls = await begun.door.turn(wall, now, begun.readsDatasets ? await this.#withDatasets(events) : events, this.#watch.linesOf(script))
      this.#watch.reached(script, begun.door.reached)
      return calls
    } catch (error) {
      return [{ call: 'failed', error: { name: 'Error', message: error instanceof Error ? error.message : String(error) }, line: null }]
    }
  }

  /** The transpiler is as large as half the engine: it is loaded when a first script is run. */
  async #begin(source: string): Promise<Begun> {
    const { transpile } = await import('./transpile.ts')
    const made: Transpiled = transpile(source)
    if (!made.ok) return { refused: refusedText(made) }
    return { door: await this.#open(made.code), readsDatasets: made.imports.includes(DATASETS_MODULE) }
  }

  /** A script that imports public data starts with it at hand. */
  async #withDatasets(events: readonly RealmEvent[]): Promise<readonly RealmEvent[]> {
    if (!events.some(event => event.is === 'start')) return events
    return withDatasets(events, await this.#datasets())
  }

  ended(script: string): void {
    void this.#begun.get(script)?.then(begun => { if ('door' in begun) begun.door.close() }, () => {})
    this.#begun.delete(script)
  }
}
