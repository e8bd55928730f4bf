/** Hands on the newest of many values: the first at once, then no more often than asked for, and the last for certain. */
export class Calm<T> {
  readonly #everyMs: number
  readonly #tell: (value: T) => void
  #timer: ReturnType<typeof setTimeout> | null = null
  /** Came since the last one was handed on. */
  #waiting: { readonly value: T } | null = null

  constructor(everyMs: number, tell: (value: T) => void) {
    this.#everyMs = everyMs
    this.#tell = tell
  }

  hear(value: T): void {
    this.#waiting = { value }
    if (this.#timer === null) this.#handOn()
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting = null
  }

  #handOn(): void {
    const { value } = this.#waiting!
    this.#waiting = null
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#waiting) this.#handOn()
    }, this.#everyMs)
    this.#tell(value)
  }
}
