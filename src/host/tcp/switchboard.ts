import type { Socket } from 'node:net'
import type { Address } from '../../env/process.ts'
import type { World } from '../../world/world.ts'
import { GATEWAY_PREFIX } from '../attached-wire.ts'
import { TcpConnection } from './connection.ts'
import type { Departure, GatewayCommand, Outside } from './gateway.ts'
import { Intake } from './intake.ts'

/** How long a client may take to read what is left for it when all ends. */
const LAST_WORDS_MS = 1_000

/** Of one broker. */
export interface Limits {
  /** `max.connections.per.ip`: what goes beyond is closed at once (SocketServer, ConnectionQuotas). */
  readonly perAddress: number
  /** `queued.max.request.bytes`. */
  readonly queuedBytes: number
}

/** Joins TCP connections with their gateways in the world, by number. */
export class Switchboard implements Outside {
  readonly #connections = new Map<number, TcpConnection>()
  readonly #sockets = new Map<number, Socket>()
  /** Open connections by client address and broker. */
  readonly #counts = new Map<string, number>()
  /** Client addresses that have a gateway already. */
  readonly #gateways = new Set<string>()
  readonly #limits: Limits
  /** By broker's machine. */
  readonly #intakes = new Map<string, Intake>()
  #nextId = 1
  /** What leaves the world is told here. */
  left: (departure: Departure) => void = () => {}

  constructor(limits: Limits) { this.#limits = limits }

  /** `wake`: the world has something to do. */
  accept(socket: Socket, to: Address, world: World, wake: () => void): void {
    if (!this.#countIn(socket, to)) return void socket.destroy()
    const id = this.#nextId++
    const process = this.#gatewayOf(socket.remoteAddress ?? 'unknown', world)
    const tell = (command: GatewayCommand) => {
      world.inject({ do: 'process.command', process, command })
      wake()
    }
    this.#sockets.set(id, socket)
    this.#connections.set(id, new TcpConnection(id, socket, to, this.#intakeOf(to), tell, () => this.#forget(id)))
  }

  /** The machine of a client is called by its address: so brokers log it, and group members have it as their host. */
  #gatewayOf(address: string, world: World): string {
    const machine = address.replace(/^::ffff:/, ''), process = `${GATEWAY_PREFIX}${machine}`
    if (!this.#gateways.has(machine)) {
      this.#gateways.add(machine)
      world.act({ do: 'machine.add', machine })
      world.act({ do: 'process.start', process, machine, program: 'gateway' })
    }
    return process
  }

  /** False when its address has as many as it may have; it leaves the count when it closes. */
  #countIn(socket: Socket, { host }: Address): boolean {
    const key = `${socket.remoteAddress ?? 'unknown'} to ${host}`, count = this.#counts.get(key) ?? 0
    if (count >= this.#limits.perAddress) return false
    this.#counts.set(key, count + 1)
    socket.once('close', () => this.#counts.set(key, this.#counts.get(key)! - 1))
    return true
  }

  #intakeOf({ host }: Address): Intake {
    const intake = this.#intakes.get(host) ?? new Intake(this.#limits.queuedBytes)
    this.#intakes.set(host, intake)
    return intake
  }

  #forget(id: number): void {
    this.#connections.delete(id)
    this.#sockets.delete(id)
  }

  took(id: number, bytes: number): void { this.#connections.get(id)?.took(bytes) }

  /** What was held back may go. */
  release(departure: Departure): void { this.#connections.get(departure.id)?.leave(departure) }

  /** Resolves when the last connection is closed, one way or another. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#sockets.values()].map(socket => new Promise<void>(resolve => {
      socket.once('close', () => resolve())
      socket.setTimeout(LAST_WORDS_MS, () => socket.destroy())
      socket.destroySoon()
    })))
  }
}
