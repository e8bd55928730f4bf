import { joined } from '../env/bytes.ts'
import type { DomainEvent } from '../env/domain-event.ts'
import type { Env, Load, Plain, ProcessEvent, SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'

/*
 * The least world two processes can talk in: one clock, ordered sockets with a latency, pools that take 10 µs. For tests of what
 * stands below the real world; faults are said outright (`cut`, `refuse`).
 */

interface Due { at: Micros; order: number; to: string; event: ProcessEvent; id: number }

const LATENCY: Micros = 500
const SERVICE: Micros = 10

export class TinyWorld {
  now: Micros = 0
  /** Bytes put on the wire, in order: who sent how many. */
  readonly sent: { from: string; bytes: Uint8Array }[] = []
  readonly told: DomainEvent[] = []
  readonly #due: Due[] = []
  readonly #handlers = new Map<string, (event: ProcessEvent) => void>()
  readonly #listening = new Map<string, string>()
  readonly #owners = new Map<SocketId, string>()
  readonly #silent = new Set<string>()
  #order = 0
  #sockets = 0

  /** A process's door. `host` is its machine. */
  env(name: string, host: string): Env {
    const unasked = new Proxy({}, { get: (_, what) => { throw new Error(`${name} asked for ${String(what)}`) } })
    return {
      name, machine: host, now: () => this.now, wall: () => this.now / 1_000,
      random: { below: below => below >> 1, bytes16: () => new Uint8Array(16) },
      at: (due, timer) => { const id = ++this.#order; this.#push(Math.max(due, this.now), name, { is: 'timer', id, timer }, id); return id },
      cancel: id => { const at = this.#due.findIndex(due => due.id === id); if (at >= 0) this.#due.splice(at, 1) },
      work: (_pool: string, _load: Load, work: Plain) => { this.#push(this.now + SERVICE, name, { is: 'worked', work }); return this.now },
      listen: port => { this.#listening.set(`${host}:${port}`, name) },
      connect: to => this.#connect(name, host, `${to.host}:${to.port}`),
      send: (socket, bytes) => { this.sent.push({ from: name, bytes: joined(bytes) }); this.#toPeer(socket, { is: 'data', socket: peer(socket), bytes }) },
      close: socket => { if (this.#owners.delete(socket)) this.#toPeer(socket, { is: 'ended', socket: peer(socket) }) },
      disk: unasked as Env['disk'], codecs: unasked as Env['codecs'],
      tell: event => { this.told.push(event) },
      exit: code => { throw new Error(`${name} exits with ${code}`) },
    }
  }

  runs(name: string, handle: (event: ProcessEvent) => void): void { this.#handlers.set(name, handle) }
  /** From now on nothing reaches this process, and nobody is told. */
  cut(name: string): void { this.#silent.add(name) }
  mend(name: string): void { this.#silent.delete(name) }
  refuse(host: string, port: number): void { this.#listening.delete(`${host}:${port}`) }
  /** The connection breaks: each end hears of it. */
  reset(socket: SocketId): void {
    for (const end of [socket, peer(socket)]) {
      const owner = this.#owners.get(end)
      if (owner) this.#push(this.now, owner, { is: 'closed', socket: end, why: 'reset' })
      this.#owners.delete(end)
    }
  }

  /** Runs until nothing is due before `until`. */
  run(until: Micros): void {
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.now = next.at
      if (!this.#silent.has(next.to)) this.#handlers.get(next.to)?.(next.event)
    }
    this.now = until
  }
  runMs(ms: number): void { this.run(this.now + ms * 1_000) }

  #next(until: Micros): Due | undefined {
    let best = -1
    for (let i = 0; i < this.#due.length; i++) {
      const due = this.#due[i]!
      if (due.at <= until && (best < 0 || due.at < this.#due[best]!.at || (due.at === this.#due[best]!.at && due.order < this.#due[best]!.order))) best = i
    }
    return best < 0 ? undefined : this.#due.splice(best, 1)[0]
  }

  #push(at: Micros, to: string, event: ProcessEvent, id = 0): void { this.#due.push({ at, order: ++this.#order, to, event, id }) }

  #toPeer(socket: SocketId, event: ProcessEvent): void {
    const to = this.#owners.get(peer(socket))
    if (to) this.#push(this.now + LATENCY, to, event)
  }

  #connect(name: string, from: string, address: string): SocketId {
    const socket = `${name}:${++this.#sockets}>`
    const server = this.#listening.get(address)
    this.#owners.set(socket, name)
    if (!server) {
      this.#push(this.now + LATENCY, name, { is: 'closed', socket, why: 'refused' })
      return socket
    }
    if (this.#silent.has(server)) return socket
    this.#owners.set(peer(socket), server)
    this.#push(this.now + LATENCY, server, { is: 'accepted', socket: peer(socket), port: Number(address.split(':')[1]), from })
    this.#push(this.now + 2 * LATENCY, name, { is: 'connected', socket })
    return socket
  }
}

const peer = (socket: SocketId): SocketId => socket.slice(0, -1) + (socket.endsWith('>') ? '<' : '>')
