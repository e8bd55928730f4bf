import type { Bytes } from '../env/bytes.ts'
import type { Address, ProcessEvent, SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { newEndpoint, otherEnd, withoutBytes, type Endpoint, type Segment } from './endpoint.ts'
import type { Links } from './links.ts'
import type { Machine } from './machine.ts'
import type { Scheduled } from './queue.ts'
import type { Running } from './running.ts'
import { framesIn, wasAsked, type Flight } from './wire.ts'

interface Stall { socket: SocketId; connecting: boolean }

/** What the network needs of the region it runs in. */
export interface NetworkHost {
  readonly links: Links
  now(): Micros
  machineNumber(name: string): number | undefined
  machineName(machine: number): string
  /** Whether any link is cut or any machine dark. */
  readonly anythingBlocked: boolean
  /** Since when a machine is dark; -1 when it has power. */
  darkSince(machine: number): Micros
  schedule(from: Machine, at: Micros, to: number, is: Scheduled['is'], pid: number, body: unknown): void
  handle(machine: Machine, pid: number, event: ProcessEvent): void
  /** Frames that just left, for who watches the wire. */
  sent(flights: readonly Flight[]): void
}

/** Linux' defaults: `tcp_syn_retries` = 6 gives up after 127 s, `tcp_retries2` = 15 after 924.6 s. */
const CONNECT_MICROS = 127_000_000
const STALLED_MICROS = 924_600_000
/** TCP, IP and Ethernet headers. */
const HEADER_BYTES = 66

/**
 * Connections between processes: ordered bytes, half-close, reset. Nothing is lost: what a cut line or a dark machine
 * keeps from arriving is held and arrives when that is mended, as TCP sends it again, unless an end gave up before.
 */
export class Network {
  readonly #host: NetworkHost
  constructor(host: NetworkHost) { this.#host = host }

  // What a process asks

  listen(machine: Machine, pid: number, port: number): void {
    if (machine.listeners.has(port)) throw new Error(`Address already in use: ${machine.name}:${port}`)
    machine.listeners.set(port, pid)
  }

  connect(machine: Machine, running: Running, to: Address): SocketId {
    const connection = `${running.name}:${running.nextSocket++}`
    const socket = `${connection}>`
    const peerMachine = this.#host.machineNumber(to.host)
    const endpoint = newEndpoint(socket, `${connection}<`, peerMachine ?? machine.index, to.host, running.pid)
    machine.endpoints.set(socket, endpoint)
    if (peerMachine === undefined) this.#gone(machine, endpoint, 'unreachable')
    else {
      this.#post(machine, endpoint, { is: 'syn', socket, port: to.port, name: running.name }, 0)
      this.#giveUpAfter(machine, { socket, connecting: true }, CONNECT_MICROS)
    }
    return socket
  }

  send(machine: Machine, running: Running, socket: SocketId, bytes: Bytes): void {
    const endpoint = machine.endpoints.get(socket)
    if (!endpoint || endpoint.ended || bytes.length === 0) return
    if (!endpoint.connected) endpoint.waiting.push(bytes)
    else this.#sendNow(machine, running.name, endpoint, bytes)
  }

  close(machine: Machine, socket: SocketId, how: 'end' | 'reset'): void {
    const endpoint = machine.endpoints.get(socket)
    if (!endpoint) return
    if (how === 'reset' || !endpoint.connected) {
      this.#postUrgent(machine, endpoint.peerMachine, { is: 'rst', socket: endpoint.peer, why: 'reset' })
      this.#gone(machine, endpoint, how === 'reset' ? 'reset' : 'ended')
    } else if (!endpoint.ended) this.#end(machine, endpoint)
  }

  #end(machine: Machine, endpoint: Endpoint): void {
    endpoint.ended = true
    this.#post(machine, endpoint, { is: 'fin', socket: endpoint.peer }, 0)
    if (endpoint.peerEnded) this.#gone(machine, endpoint, 'ended')
  }

  // What the kernel does by itself

  /** A process is gone: its connections end, or are reset where it left bytes unread. */
  processGone(machine: Machine, pid: number, unread: ReadonlySet<SocketId>): void {
    for (const [port, listener] of machine.listeners) if (listener === pid) machine.listeners.delete(port)
    for (const endpoint of [...machine.endpoints.values()]) {
      if (endpoint.pid !== pid) continue
      machine.endpoints.delete(endpoint.socket)
      if (unread.has(endpoint.socket)) this.#postUrgent(machine, endpoint.peerMachine, { is: 'rst', socket: endpoint.peer, why: 'reset' })
      else if (endpoint.connected && !endpoint.ended) this.#post(machine, endpoint, { is: 'fin', socket: endpoint.peer }, 0)
    }
  }

  /** Peers hear nothing of it. */
  powerCut(machine: Machine): void {
    machine.endpoints.clear()
    machine.listeners.clear()
    machine.held = machine.held.map(withoutBytes)
  }

  arrive(machine: Machine, event: Scheduled): void {
    if (!machine.power) machine.held.push(withoutBytes(event))
    else if (this.#host.links.cutSince(event.from, machine.index) >= 0) machine.held.push(event)
    else this.#take(machine, event)
  }

  /** A link was mended or power came back: what can arrive now does. */
  release(machine: Machine): void {
    const held = machine.held
    machine.held = []
    for (const event of held) this.arrive(machine, event)
  }

  /** A time-out armed by `#giveUpAfter` is due. */
  stalled(machine: Machine, body: unknown): void {
    const { socket, connecting } = body as Stall
    const endpoint = machine.endpoints.get(socket)
    if (!endpoint || (connecting && endpoint.connected)) return
    endpoint.stalled = false
    const blocked = this.#blocked(machine, endpoint.peerMachine)
    if (connecting || blocked.some(since => since <= this.#host.now() - STALLED_MICROS)) this.#lost(machine, endpoint)
  }

  #lost(machine: Machine, endpoint: Endpoint): void {
    machine.endpoints.delete(endpoint.socket)
    this.#host.handle(machine, endpoint.pid, { is: 'closed', socket: endpoint.socket, why: 'unreachable' })
  }

  /** Since when, for each reason why acknowledgements cannot come back. */
  #blocked(machine: Machine, peer: number): Micros[] {
    const { links } = this.#host
    return [links.cutSince(machine.index, peer), links.cutSince(peer, machine.index), this.#host.darkSince(peer)].filter(since => since >= 0)
  }

  // What arrives

  #take(machine: Machine, event: Scheduled): void {
    const segment = event.body as Segment
    if (segment.is === 'syn') return this.#accept(machine, event.from, segment)
    const endpoint = machine.endpoints.get(segment.socket)
    if (endpoint) this.#receive(machine, endpoint, segment)
    else if (segment.is === 'data' || segment.is === 'synAck') {
      this.#postUrgent(machine, event.from, { is: 'rst', socket: otherEnd(segment.socket), why: 'reset' })
    }
  }

  #accept(machine: Machine, from: number, { socket, port, name }: Segment & { is: 'syn' }): void {
    const pid = machine.listeners.get(port)
    const running = pid === undefined ? undefined : machine.running.get(pid)
    if (!running) return this.#postUrgent(machine, from, { is: 'rst', socket, why: 'refused' })
    const endpoint = newEndpoint(otherEnd(socket), socket, from, name, running.pid)
    endpoint.connected = true
    machine.endpoints.set(endpoint.socket, endpoint)
    this.#post(machine, endpoint, { is: 'synAck', socket, name: running.name }, 0)
    this.#host.handle(machine, running.pid, { is: 'accepted', socket: endpoint.socket, port, from: this.#host.machineName(from) })
  }

  #receive(machine: Machine, endpoint: Endpoint, segment: Exclude<Segment, { is: 'syn' }>): void {
    const { socket, pid } = endpoint
    switch (segment.is) {
      case 'synAck': return this.#connected(machine, endpoint, segment.name)
      case 'data':
        for (const flight of segment.flights) if (flight.dir === 'request') wasAsked(endpoint.framing, flight)
        return this.#host.handle(machine, pid, { is: 'data', socket, bytes: segment.bytes })
      case 'fin':
        endpoint.peerEnded = true
        if (!endpoint.ended) return this.#host.handle(machine, pid, { is: 'ended', socket })
        machine.endpoints.delete(socket)
        return this.#host.handle(machine, pid, { is: 'closed', socket, why: 'ended' })
      case 'rst':
        machine.endpoints.delete(socket)
        return this.#host.handle(machine, pid, { is: 'closed', socket, why: segment.why })
    }
  }

  #connected(machine: Machine, endpoint: Endpoint, name: string): void {
    endpoint.connected = true
    endpoint.peerName = name
    this.#host.handle(machine, endpoint.pid, { is: 'connected', socket: endpoint.socket })
    const waiting = endpoint.waiting
    endpoint.waiting = []
    const running = machine.running.get(endpoint.pid)
    if (running) for (const bytes of waiting) this.#sendNow(machine, running.name, endpoint, bytes)
  }

  // What leaves

  #sendNow(machine: Machine, name: string, endpoint: Endpoint, bytes: Bytes): void {
    const arrivesAt = this.#arrival(machine, endpoint, bytes.length)
    const flights = framesIn(endpoint.framing, bytes, {
      socket: endpoint.socket, connection: endpoint.connection, from: name, to: endpoint.peerName,
      fromMachine: machine.index, toMachine: endpoint.peerMachine, sentAt: this.#host.now(), arrivesAt,
    })
    if (flights.length > 0) this.#host.sent(flights)
    this.#host.schedule(machine, arrivesAt, endpoint.peerMachine, 'segment', 0, { is: 'data', socket: endpoint.peer, bytes, flights } satisfies Segment)
    if (this.#host.anythingBlocked && !endpoint.stalled && this.#blocked(machine, endpoint.peerMachine).length > 0) {
      endpoint.stalled = true
      this.#giveUpAfter(machine, { socket: endpoint.socket, connecting: false }, STALLED_MICROS)
    }
  }

  #post(machine: Machine, endpoint: Endpoint, segment: Segment, bytes: number): void {
    this.#host.schedule(machine, this.#arrival(machine, endpoint, bytes), endpoint.peerMachine, 'segment', 0, segment)
  }

  /** Ahead of what is queued on its connection: a reset throws that away. */
  #postUrgent(machine: Machine, to: number, segment: Segment): void {
    this.#host.schedule(machine, this.#host.links.arrival(machine.index, to, this.#host.now(), HEADER_BYTES), to, 'segment', 0, segment)
  }

  #arrival(machine: Machine, endpoint: Endpoint, bytes: number): Micros {
    const { links } = this.#host
    const leaves = endpoint.peerMachine === machine.index ? this.#host.now() : throughCard(machine, this.#host.now(), bytes + HEADER_BYTES)
    return endpoint.floor = Math.max(endpoint.floor, links.arrival(machine.index, endpoint.peerMachine, leaves, bytes + HEADER_BYTES))
  }

  #giveUpAfter(machine: Machine, stall: Stall, micros: Micros): void {
    this.#host.schedule(machine, this.#host.now() + micros, machine.index, 'stalled', 0, stall)
  }

  /** Its own process hears of it as the next thing. */
  #gone(machine: Machine, { socket, pid }: Endpoint, why: 'ended' | 'reset' | 'unreachable'): void {
    machine.endpoints.delete(socket)
    this.#host.schedule(machine, this.#host.now(), machine.index, 'deliver', pid, { is: 'closed', socket, why } satisfies ProcessEvent)
  }
}

/** When the network card has sent the bytes; it sends one after the other. */
function throughCard(machine: Machine, now: Micros, bytes: number): Micros {
  const { nicBytesPerSecond } = machine.profile
  if (nicBytesPerSecond === null) return now
  return machine.nicFreeAt = Math.ceil(Math.max(now, machine.nicFreeAt) + bytes * 1e6 / nicBytesPerSecond)
}
