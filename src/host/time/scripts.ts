import type { Plain } from '../../env/process.ts'
import { hashText, mixPlain, newHash } from '../../world/hash.ts'
import type { ScriptHost } from '../../world/scripts.ts'
import type { Snapshot } from './snapshots.ts'

/** A turn as it was asked and answered. */
interface Lived { readonly input: Plain; readonly calls: Plain }
export type Lives = ReadonlyMap<string, readonly Lived[]>

/** How scripts answer: their name, and what they call for. */
export type AnswerScript = (script: string, calls: Plain) => void

/** A script that does not do again what it did: something it read is not of the world. */
const DIVERGED = [{ call: 'failed', error: { name: 'Error', message: 'went another way when its past was lived again' }, line: null }]

/**
 * Realms for the scripts of a world that did not begin here: it was brought back, or left another one. While its turns are recorded no
 * realm is needed; when one is asked for something new, its script lives all its turns again first, and has to call for the same.
 */
export class RememberingScripts implements ScriptHost {
  readonly #realms: ScriptHost
  readonly #answer: AnswerScript
  readonly #lives: Map<string, Lived[]>
  /** Scripts whose realm is where the world is. */
  readonly #here = new Set<string>()
  /** What was asked and not answered: as it goes on, or as it is lived again (`at` counts). */
  readonly #asked = new Map<string, { turn: number; input: Plain; at: number }>()
  #isHeard = false
  #early: [script: string, calls: Plain][] = []

  constructor(realms: (answer: AnswerScript) => ScriptHost, answer: AnswerScript, lives: Lives = new Map()) {
    this.#answer = (script, calls) => { this.#isHeard ? answer(script, calls) : this.#early.push([script, calls]) }
    this.#lives = new Map([...lives].map(([script, lived]) => [script, lived.slice()]))
    this.#realms = realms((script, calls) => this.#answered(script, calls))
  }

  deliver(script: string, turn: number, input: Plain): Plain | null {
    const lived = this.#lives.get(script) ?? []
    const at = this.#here.has(script) || begins(input) ? lived.length : lived.findLastIndex(({ input }) => begins(input))
    this.#here.add(script)
    this.#asked.set(script, { turn, input, at: Math.max(0, at) })
    return this.#ask(script)
  }

  relived(script: string, _turn: number, input: Plain, calls: Plain): void {
    this.#here.delete(script)
    this.#remember(script, { input, calls })
  }

  ended(script: string): void {
    this.#asked.delete(script)
    if (this.#here.delete(script)) this.#realms.ended(script)
  }

  /** How many turns each script has lived. */
  get lived(): ReadonlyMap<string, number> { return new Map([...this.#lives].map(([script, lives]) => [script, lives.length])) }

  /** What they had lived when it was so many turns. */
  livesAt(lived: Snapshot['lived']): Lives {
    return new Map([...lived].map(([script, turns]) => [script, (this.#lives.get(script) ?? []).slice(0, turns)]))
  }

  /** From now on answers are heard; those that came already are heard at once. */
  begin(): void {
    this.#isHeard = true
    for (const [script, calls] of this.#early.splice(0)) this.#answer(script, calls)
  }

  /** Null: the answer comes later. A realm that answers at once has lived its past when this returns. */
  #ask(script: string): Plain | null {
    for (;;) {
      const { turn, input, at } = this.#asked.get(script)!
      const past = this.#lives.get(script)?.[at]
      const calls = this.#realms.deliver(script, past ? turn - this.#lives.get(script)!.length + at : turn, past?.input ?? input)
      if (calls === null) return null
      const answer = this.#take(script, calls)
      if (answer !== undefined) return answer
    }
  }

  #answered(script: string, calls: Plain): void {
    if (!this.#asked.has(script)) return
    const answer = this.#take(script, calls)
    if (answer !== undefined) return this.#answer(script, answer)
    const next = this.#ask(script)
    if (next !== null) this.#answer(script, next)
  }

  /** The answer to what the world asks; undefined while its past is lived again. */
  #take(script: string, calls: Plain): Plain | undefined {
    const asked = this.#asked.get(script)!, lived = this.#lives.get(script) ?? []
    const past = lived[asked.at]
    if (past) {
      asked.at++
      return hashOf(past.calls) === hashOf(calls) ? undefined : this.#settle(script, asked.input, DIVERGED)
    }
    return this.#settle(script, asked.input, calls)
  }

  #settle(script: string, input: Plain, calls: Plain): Plain {
    this.#asked.delete(script)
    this.#remember(script, { input, calls })
    return calls
  }

  #remember(script: string, lived: Lived): void {
    const lives = this.#lives.get(script)
    if (lives) lives.push(lived)
    else this.#lives.set(script, [lived])
  }
}

/** Where a realm begins: a script that is run once more begins anew. */
const begins = (input: Plain): boolean => (input as { events?: readonly { is?: string }[] } | null)?.events?.some(({ is }) => is === 'start') === true

function hashOf(value: Plain): string {
  const hash = newHash()
  mixPlain(hash, value)
  return hashText(hash)
}
