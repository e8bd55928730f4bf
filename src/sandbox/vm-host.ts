import type { Plain } from '../env/process.ts'
import type { ScriptHost } from '../world/scripts.ts'
import { refusedText } from './refused-text.ts'
import { transpile } from './transpile.ts'
import { withDatasets, type Datasets, type Turn } from './turn.ts'
import { VmRealm } from './vm-realm.ts'

/** Scripts under Node: a realm each, answered at once. */
export class VmScripts implements ScriptHost {
  readonly #realmText: string
  readonly #datasets: Datasets
  readonly #realms = new Map<string, VmRealm>()

  /** `realmText` is the realm's bundle (`dev/realm-plugin.mjs`). */
  constructor(realmText: string, datasets: Datasets = {}) {
    this.#realmText = realmText
    this.#datasets = datasets
  }

  deliver(script: string, _turn: number, input: Plain): Plain {
    const { wall, now, events } = input as Turn
    const start = events.find(event => event.is === 'start')
    if (start) {
      const made = transpile(start.source)
      if (!made.ok) return [refusedText(made) as unknown as Plain]
      this.#realms.set(script, new VmRealm(this.#realmText, made.code))
    }
    const realm = this.#realms.get(script)
    return realm ? realm.turn(wall, now, withDatasets(events, this.#datasets)) : [gone('its realm is gone')]
  }

  ended(script: string): void { this.#realms.delete(script) }
}

const gone = (message: string) => ({ call: 'failed', error: { name: 'Error', message }, line: null })
