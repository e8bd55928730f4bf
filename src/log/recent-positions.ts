const SLOTS = 64

/**
 * Where batches that were appended lately begin, by their base offset: who follows the log's end asks for just these, and
 * need not step there from the last index entry. What it does not know it does not say; nothing depends on it but time.
 */
export class RecentPositions {
  readonly #offsets = new Float64Array(SLOTS).fill(-1)
  readonly #positions = new Float64Array(SLOTS)

  note(baseOffset: number, position: number): void {
    const slot = baseOffset % SLOTS
    this.#offsets[slot] = baseOffset
    this.#positions[slot] = position
  }

  /** -1 when it does not know. */
  of(offset: number): number {
    const slot = offset % SLOTS
    return this.#offsets[slot] === offset ? this.#positions[slot]! : -1
  }

  clear(): void { this.#offsets.fill(-1) }
}
