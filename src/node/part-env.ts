import { delegate } from '../env/delegate.ts'
import type { Address, Env, Load, Plain, ProcessEvent, SocketId, TimerId } from '../env/process.ts'
import type { Disk } from '../env/disk.ts'

/*
 * One process, several parts: each part has a door of its own, and what it asked for there comes back to it alone. Timers,
 * work and flushes carry their part's name; sockets are remembered.
 */

export type PartName = 'server' | 'raft' | 'controller' | 'lifecycle' | 'heartbeats' | 'forwarding' | 'broker' | 'brokerChannel'
interface Tagged { readonly part: PartName; readonly value: Plain }
export interface Routed { readonly part: PartName; readonly event: ProcessEvent }

export class PartEnvs {
  readonly #env: Env
  readonly #sockets = new Map<SocketId, PartName>()

  constructor(env: Env) { this.#env = env }

  of(part: PartName): Env {
    const env = this.#env
    const tagged = (value: Plain): Tagged => ({ part, value })
    return delegate(env, {
      at: (due: number, timer: Plain): TimerId => env.at(due, tagged(timer)),
      work: (pool: string, load: Load, work: Plain) => env.work(pool, load, tagged(work)),
      connect: (to: Address): SocketId => {
        const socket = env.connect(to)
        this.#sockets.set(socket, part)
        return socket
      },
      disk: diskOf(env.disk, tagged),
    })
  }

  /** Whose an event is, as that part knows it; null when it is the server's own. What is accepted belongs to `server`. */
  route(event: ProcessEvent): Routed | null {
    switch (event.is) {
      case 'timer': return partOf(event.timer, { is: 'timer', id: event.id, timer: valueOf(event.timer) })
      case 'worked': return partOf(event.work, { is: 'worked', work: valueOf(event.work) })
      case 'flushed': return partOf(event.tag, { is: 'flushed', tag: valueOf(event.tag) })
      case 'accepted':
        this.#sockets.set(event.socket, 'server')
        return { part: 'server', event }
      case 'closed': case 'connected': case 'data': case 'ended': return this.#bySocket(event)
      default: return null
    }
  }

  #bySocket(event: ProcessEvent & { socket: SocketId }): Routed | null {
    const part = this.#sockets.get(event.socket)
    if (event.is === 'closed') this.#sockets.delete(event.socket)
    return part ? { part, event } : null
  }

  save(): Plain { return [...this.#sockets] }
  load(state: Plain): void {
    this.#sockets.clear()
    for (const [socket, part] of state as [SocketId, PartName][]) this.#sockets.set(socket, part)
  }
}

const valueOf = (tagged: Plain): Plain => (tagged as Partial<Tagged>).value
/** Null for what the process itself asked for: the flush of `meta.properties`, before there were parts. */
const partOf = (tagged: Plain, event: ProcessEvent): Routed | null => {
  const { part } = tagged as Partial<Tagged>
  return part ? { part, event } : null
}

const diskOf = (disk: Disk, tagged: (value: Plain) => Tagged): Disk => ({
  append: (file, bytes) => disk.append(file, bytes),
  write: (file, bytes) => disk.write(file, bytes),
  read: (file, at, length) => disk.read(file, at, length),
  pieces: (file, at, length) => disk.pieces(file, at, length),
  truncate: (file, size) => disk.truncate(file, size),
  flush: (file, tag) => disk.flush(file, tagged(tag)),
  rename: (from, to) => disk.rename(from, to),
  remove: file => disk.remove(file),
  list: prefix => disk.list(prefix),
  size: file => disk.size(file),
  room: () => disk.room(),
})
