import type { PartitionId, Span } from '../../env/domain-event.ts'
import { copyPlain } from '../plain.ts'

/** Sends that a request carries to a partition, until its leader says what became of them. */
export interface Asked {
  readonly correlation: number
  readonly partition: PartitionId
  /** Who numbered them (`senders.ts`). */
  readonly process: string
  readonly sends: Span
}

/** Requests that failed are never answered: only the newest of a connection are kept, and of the newest connections. */
const KEPT_REQUESTS = 1_000, KEPT_CONNECTIONS = 1_000

/** What was asked over each connection, oldest first. */
export class AskedSends {
  #byConnection = new Map<string, Asked[]>()

  ask(connection: string, asked: Asked): void {
    const known = this.#byConnection.get(connection)
    if (!known) return this.#begin(connection, asked)
    known.push(asked)
    if (known.length > KEPT_REQUESTS) known.shift()
  }

  #begin(connection: string, asked: Asked): void {
    this.#byConnection.set(connection, [asked])
    if (this.#byConnection.size > KEPT_CONNECTIONS) this.#byConnection.delete(this.#byConnection.keys().next().value!)
  }

  /** Leaders mostly answer in the order they were asked. */
  take(connection: string, correlation: number, partition: PartitionId): Asked | undefined {
    const known = this.#byConnection.get(connection)
    const at = known?.findIndex(asked => asked.correlation === correlation && asked.partition === partition) ?? -1
    return at < 0 ? undefined : known!.splice(at, 1)[0]
  }

  save() { return copyPlain(this.#byConnection) }
  load(state: ReturnType<AskedSends['save']>): void { this.#byConnection = copyPlain(state) }
}
