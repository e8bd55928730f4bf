/** Where a script stands while it holds its world. */
export interface Stopped { readonly script: string; readonly line: number }

/** Where scripts are to be stopped: a script's lines from now on, or on from where one stands. */
export type Stops = { readonly script: string; readonly lines: readonly number[] } | 'goOn'

interface Held { readonly script: string; readonly lines: readonly number[]; readonly then: () => void }

/**
 * Lines at which a script stands. What it calls for in a turn takes effect when the turn is over, and no time passes within one: so a
 * turn that came to such a line is kept back, whole, until the person goes on. The world waits for it as for any turn; it is the same
 * turn afterwards, and a replay, which has the turn's record, knows nothing of it.
 */
export class Breakpoints {
  /** Called when a script stops, and when it goes on. */
  changed: () => void = () => {}
  readonly #lines = new Map<string, readonly number[]>()
  readonly #reached = new Map<string, readonly number[]>()
  #held: Held | null = null

  get stopped(): Stopped | null { return this.#held && { script: this.#held.script, line: this.#held.lines[0]! } }
  linesOf(script: string): readonly number[] { return this.#lines.get(script) ?? [] }

  take(stops: Stops): void {
    if (stops === 'goOn') this.#goOn()
    else this.#lines.set(stops.script, stops.lines)
  }

  /** Lines its last turn came to, in order. */
  reached(script: string, lines: readonly number[]): void { this.#reached.set(script, lines) }

  /** A turn is answered: at once, or when the person has gone on from each line it came to. */
  pass(script: string, then: () => void): void {
    const wanted = new Set(this.linesOf(script)), lines = (this.#reached.get(script) ?? []).filter(line => wanted.has(line))
    this.#reached.delete(script)
    if (lines.length === 0) return then()
    this.#held = { script, lines, then }
    this.changed()
  }

  /** Nobody is kept back any more: the world is another one. */
  forget(): void {
    this.#held = null
    this.#reached.clear()
  }

  #goOn(): void {
    const held = this.#held
    if (!held) return
    const wanted = new Set(this.linesOf(held.script)), lines = held.lines.slice(1).filter(line => wanted.has(line))
    this.#held = lines.length > 0 ? { ...held, lines } : null
    if (!this.#held) held.then()
    this.changed()
  }
}
