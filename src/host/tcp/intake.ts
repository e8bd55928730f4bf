/**
 * What all clients of one broker have sent and the world has not taken yet, together: `queued.max.request.bytes`. Nobody is read from while
 * that is more, as in Kafka, whose memory pool is empty then (SimpleMemoryPool, KIP-72); each connection may overshoot by one read.
 */
export class Intake {
  readonly #limit: number
  readonly #held = new Set<() => void>()
  #bytes = 0

  /** `Infinity`: no limit but each connection's own. */
  constructor(limit: number) { this.#limit = limit }

  get isFull(): boolean { return this.#bytes > this.#limit }

  came(bytes: number): void { this.#bytes += bytes }

  /** Bytes of a connection that were taken, or are gone with it. */
  left(bytes: number): void {
    const wasFull = this.isFull
    this.#bytes -= bytes
    if (!wasFull || this.isFull) return
    const held = [...this.#held]
    this.#held.clear()
    for (const goOn of held) goOn()
  }

  /** Calls once, when there is room again. */
  whenRoom(goOn: () => void): void { this.#held.add(goOn) }
  forget(goOn: () => void): void { this.#held.delete(goOn) }
}
