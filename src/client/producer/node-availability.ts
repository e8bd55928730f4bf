import { micros, type Micros, type Millis } from '../../env/units.ts'

/** Since when a node with batches to send does not take them; `partitioner.availability.timeout.ms` looks at it (KIP-794). */
export class NodeAvailability {
  readonly #timeoutMs: Millis
  #times = new Map<number, { ready: Micros; drained: Micros }>()

  constructor(timeoutMs: Millis) { this.#timeoutMs = timeoutMs }

  /** The node had batches ready; `drained`: and could take them. */
  note(node: number, now: Micros, drained: boolean): void {
    if (this.#timeoutMs > 0) this.#times.set(node, { ready: now, drained: drained ? now : this.#times.get(node)?.drained ?? now })
  }

  isAvailable(node: number): boolean {
    const times = this.#times.get(node)
    return !times || times.ready - times.drained <= this.#timeoutMs * micros.perMilli
  }

  save(): unknown { return new Map(this.#times) }
  load(state: unknown): void { this.#times = new Map(state as Map<number, { ready: Micros; drained: Micros }>) }
}
