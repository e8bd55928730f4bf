import type { Address, Env, Plain, ProcessEvent, SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { Api, Fields, RequestInput } from '../protocol/schema.ts'
import { ClientConnection, type SendOptions, type Sent } from './client-connection.ts'
import type { ClientOptions } from './client-settings.ts'
import type { Phase } from './connection-state.ts'
import { CorrelationIds } from './correlation-ids.ts'
import type { Outcome } from './outcome.ts'

const NOTHING = {}

/**
 * Connections to many destinations, one each (NetworkClient). A destination is a name of the caller's own, with an address
 * that may change: `'3'` for a node, `'coordinator'` for a second connection to the same one.
 */
export class NetworkClient {
  readonly #env: Env
  readonly #options: ClientOptions
  readonly #connections = new Map<string, ClientConnection>()
  readonly #bySocket = new Map<SocketId, ClientConnection>()
  readonly #ids = new CorrelationIds()

  constructor(env: Env, options: ClientOptions) {
    this.#env = env
    this.#options = options
  }

  // look

  get destinations(): string[] { return [...this.#connections.keys()] }
  phase(destination: string): Phase { return this.#connections.get(destination)?.phase ?? 'disconnected' }
  address(destination: string): Address | null { return this.#connections.get(destination)?.address ?? null }
  /** A request sent now would leave now. */
  canSend(destination: string): boolean { return this.#connections.get(destination)?.canSend ?? false }
  /** Requests sent and not answered: to one destination, or to all. */
  inFlight(destination?: string): number { return this.#sum(destination, connection => connection.inFlight) }
  waiting(destination?: string): number { return this.#sum(destination, connection => connection.waiting) }
  /** Not connected, and backoff forbids to try yet (NetworkClient.connectionDelay). */
  isBackingOff(destination: string): boolean {
    const connection = this.#connections.get(destination)
    return connection?.phase === 'disconnected' && connection.retryAt > this.#env.now()
  }
  retryAt(destination: string): Micros { return this.#connections.get(destination)?.retryAt ?? 0 }
  versionOf(destination: string, api: Api): number | null { return this.#connections.get(destination)?.versionOf(api) ?? null }

  #sum(destination: string | undefined, count: (connection: ClientConnection) => number): number {
    if (destination !== undefined) return this.#connections.has(destination) ? count(this.#connections.get(destination)!) : 0
    let total = 0
    for (const connection of this.#connections.values()) total += count(connection)
    return total
  }

  // command

  setAddress(destination: string, address: Address): void {
    let connection = this.#connections.get(destination)
    if (!connection) this.#connections.set(destination, connection = this.#to(destination))
    const before = connection.socket
    connection.setAddress(address)
    this.#follow(connection, before)
  }

  /** Connects, as soon as backoff allows, without having anything to send. */
  connect(destination: string): void {
    const connection = this.#known(destination), before = connection.socket
    connection.connect()
    this.#follow(connection, before)
  }

  /** Sends, now if it can be (then it says where it went), or as soon as it can. Answered by one outcome with `tag`. */
  send<Q extends Fields, S extends Fields>(destination: string, api: Api<Q, S>, body: RequestInput<Api<Q, S>>, tag: Plain, options?: SendOptions): Sent | null {
    const connection = this.#known(destination), before = connection.socket
    const sent = connection.send(api, body, tag, options)
    this.#follow(connection, before)
    return sent
  }

  /** Closes; what it held fails as disconnected. */
  disconnect(destination: string): void {
    const connection = this.#known(destination), before = connection.socket
    connection.disconnect()
    this.#follow(connection, before)
  }

  close(): void {
    for (const destination of this.#connections.keys()) this.disconnect(destination)
  }

  // tell

  /** Null when the event is for none of its connections. */
  handle(event: ProcessEvent): readonly Outcome[] | null {
    const connection = this.#connectionOf(event)
    if (!connection) return null
    const before = connection.socket, outcomes = connection.handle(event)
    this.#follow(connection, before)
    return outcomes
  }

  #connectionOf(event: ProcessEvent): ClientConnection | undefined {
    switch (event.is) {
      case 'timer': return this.#named(event.timer)
      case 'worked': return this.#named(event.work)
      case 'connected': case 'data': case 'ended': case 'closed': return this.#bySocket.get(event.socket)
      default: return undefined
    }
  }

  #named(value: Plain): ClientConnection | undefined {
    const { net, destination } = (value ?? NOTHING) as { net?: string; destination?: string }
    return net === this.#options.name && destination !== undefined ? this.#connections.get(destination) : undefined
  }

  #known(destination: string): ClientConnection {
    const connection = this.#connections.get(destination)
    if (!connection) throw new Error(`no address is known for ${destination}`)
    return connection
  }

  /** Follows the connection to a socket it may have got or lost. */
  #follow(connection: ClientConnection, before: SocketId | null): void {
    const after = connection.socket
    if (before === after) return
    if (before) this.#bySocket.delete(before)
    if (after) this.#bySocket.set(after, connection)
  }

  #to(destination: string): ClientConnection { return new ClientConnection(this.#env, this.#options, destination, this.#ids) }

  save(): Plain {
    return { correlation: this.#ids.upcoming, connections: [...this.#connections].map(([destination, connection]) => ({ destination, connection: connection.save() })) }
  }

  load(state: Plain): void {
    this.#connections.clear()
    this.#bySocket.clear()
    const { correlation, connections } = state as { correlation: number; connections: { destination: string; connection: Plain }[] }
    this.#ids.upcoming = correlation
    for (const { destination, connection: saved } of connections) {
      const connection = this.#to(destination)
      connection.load(saved)
      this.#connections.set(destination, connection)
      if (connection.socket) this.#bySocket.set(connection.socket, connection)
    }
  }
}
