import { createContext, Script } from 'node:vm'
import { GIVEN } from './given.ts'
import type { RealmCall, RealmEvent } from './turn.ts'

const TURN = new Script('__deliver(__wall,__now,__event)', { filename: 'turn.js' })

/**
 * A realm under Node: a vm context whose microtasks run dry before control comes back, so a turn is a plain call. Only JSON
 * text crosses its border. No wall against malice (Node says so of vm): headless runs one's own files. What ends an endless loop is
 * the realm's own count, which is the same on every machine; a watchdog of Node's would be a thread for each event.
 */
export class VmRealm {
  readonly #context: Record<string, unknown>

  constructor(realmText: string, code: string) {
    this.#context = createContext({}, { microtaskMode: 'afterEvaluate', codeGeneration: { strings: false, wasm: false } }) as Record<string, unknown>
    new Script(`${realmText};globalThis.__open=__realm.openRealm;`, { filename: 'realm.js' }).runInContext(this.#context)
    this.#learner(code)
  }

  /** The learner's text alone on its own lines, under the name their errors are found by. */
  #learner(code: string): void {
    const open = `const __r=__open(globalThis,()=>__learner);Object.assign(globalThis,{__deliver:__r.deliver,__drain:__r.drain,__stopAt:__r.stopAt,__reached:__r.reached});`
    new Script(`globalThis.__learner=async function(${GIVEN}){${code}\n};(()=>{${'const __learner=globalThis.__learner;const __open=globalThis.__open;'}${open}})()`,
      { filename: 'script.ts' }).runInContext(this.#context)
  }

  /** Runs one turn to the end: events one by one, microtasks dry after each. */
  turn(wall: number, now: number, events: readonly RealmEvent[], stops: readonly number[] = []): RealmCall[] {
    this.#run(`__stopAt(${JSON.stringify(JSON.stringify(stops))})`)
    for (const event of events) {
      Object.assign(this.#context, { __wall: wall, __now: now, __event: JSON.stringify(event) })
      try {
        TURN.runInContext(this.#context)
      } catch (error) {
        // an error of the realm's is no Error of ours
        const { name, message } = Object(error) as Partial<Error>
        return [{ call: 'failed', error: { name: String(name), message: String(message) }, line: null }]
      }
    }
    return JSON.parse(this.#run('__drain()')) as RealmCall[]
  }
  get reached(): readonly number[] { return JSON.parse(this.#run('__reached()')) as number[] }

  #run(text: string): string { return new Script(text).runInContext(this.#context) as string }
}
