import type { Bytes } from '../../env/bytes.ts'
import type { Address, Env, Plain, Process, ProcessEvent, Program, SocketId } from '../../env/process.ts'

/*
 * Where real sockets touch the world. To a broker a TCP client is a machine like any other: it is called by the client's own address,
 * and on it runs a gateway that holds one socket of the world for each TCP connection.
 */

/** What the TCP side has its gateway do, as the command of a `process.command`. `id`: the TCP connection's number. */
export type GatewayCommand =
  | { readonly is: 'connect'; readonly id: number; readonly to: Address }
  | { readonly is: 'data'; readonly id: number; readonly bytes: Uint8Array }
  /** The client half-closed: what it sent is still served. */
  | { readonly is: 'end'; readonly id: number }
  | { readonly is: 'reset'; readonly id: number }

/** What the broker has done to a connection, on its way out of the world. */
export type Departure =
  | { readonly is: 'data'; readonly id: number; readonly bytes: Bytes }
  /** The broker closed it, after all it had to say. */
  | { readonly is: 'ended'; readonly id: number }
  /** It broke, or nobody listens there. */
  | { readonly is: 'broken'; readonly id: number }

/** Who stands outside. Called at the very event, so it only takes notes. */
export interface Outside {
  /** So many bytes of a connection have gone into the world. */
  took(id: number, bytes: number): void
  left(departure: Departure): void
}

/** The program of a gateway. `outside` is of its host, as a door is; it is no part of the process's state. */
export const gatewayTo = (outside: Outside): Program => env => new Gateway(env, outside)

class Gateway implements Process {
  readonly #env: Env
  readonly #outside: Outside
  #sockets = new Map<number, SocketId>()
  #ids = new Map<SocketId, number>()

  constructor(env: Env, outside: Outside) {
    this.#env = env
    this.#outside = outside
  }

  handle(event: ProcessEvent): void {
    switch (event.is) {
      case 'command': return this.#obey(event.command as GatewayCommand)
      case 'data': return this.#on(event.socket, id => this.#outside.left({ is: 'data', id, bytes: event.bytes }))
      case 'ended': return this.#on(event.socket, id => this.#outside.left({ is: 'ended', id }))
      case 'closed': return this.#on(event.socket, id => {
        this.#forget(id, event.socket)
        this.#outside.left({ is: event.why === 'ended' ? 'ended' : 'broken', id })
      })
      case 'stop': return this.#env.exit(0)
    }
  }

  #obey(command: GatewayCommand): void {
    const { id } = command
    if (command.is === 'connect') return this.#connect(id, command.to)
    const socket = this.#sockets.get(id)
    if (command.is === 'data') this.#outside.took(id, command.bytes.length)
    if (socket === undefined) return
    if (command.is === 'data') this.#env.send(socket, command.bytes)
    else this.#close(id, socket, command.is)
  }

  #connect(id: number, to: Address): void {
    const socket = this.#env.connect(to)
    this.#sockets.set(id, socket)
    this.#ids.set(socket, id)
  }

  #close(id: number, socket: SocketId, how: 'end' | 'reset'): void {
    if (how === 'reset') this.#forget(id, socket)
    this.#env.close(socket, how)
  }

  #forget(id: number, socket: SocketId): void {
    this.#sockets.delete(id)
    this.#ids.delete(socket)
  }

  #on(socket: SocketId, act: (id: number) => void): void {
    const id = this.#ids.get(socket)
    if (id !== undefined) act(id)
  }

  view(): Plain { return { kind: 'gateway', connections: this.#sockets.size } }
  save(): Plain { return [...this.#sockets] }
  load(state: Plain): void {
    this.#sockets = new Map(state as [number, SocketId][])
    this.#ids = new Map([...this.#sockets].map(([id, socket]) => [socket, id]))
  }
}
