/** What many parts have to follow, they follow together: at once where nothing has moved lately, else with the next beat. */
export class Beat {
  readonly #everyMs: number
  readonly #waiting = new Set<() => void>()
  #isNear = false

  constructor(everyMs: number) { this.#everyMs = everyMs }

  /** The same work waits once. */
  next(work: () => void): void {
    this.#waiting.add(work)
    if (this.#isNear) return
    this.#isNear = true
    queueMicrotask(this.#strike)
  }

  drop(work: () => void): void { this.#waiting.delete(work) }

  readonly #strike = (): void => {
    const due = [...this.#waiting]
    this.#waiting.clear()
    for (const work of due) work()
    this.#isNear = due.length > 0
    if (this.#isNear) setTimeout(this.#strike, this.#everyMs)
  }
}
