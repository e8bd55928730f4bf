import type { Bytes } from './bytes.ts'
import type { Codecs } from './codecs.ts'
import type { Disk } from './disk.ts'
import type { DomainEvent } from './domain-event.ts'
import type { Beans, RequestTimes } from './metrics.ts'
import type { Random } from './random.ts'
import type { Micros, Millis } from './units.ts'

/**
 * The door between a process and its world.
 *
 * A process is sans-I/O: events go in through `handle`, wishes go out through `Env`. Nothing awaits, and nothing that
 * is pending is a closure: timers, work and flushes are answered by the plain value they were asked with. That is why
 * a process can be saved between any two events and go on elsewhere.
 */
export interface Env {
  /** The process's own name in its world: `broker-1`, `controller-4`, `checkout`. */
  readonly name: string
  /** The machine it runs on; addresses are made of machine names. */
  readonly machine: string
  now(): Micros
  wall(): Millis
  readonly random: Random

  /** Asks for `{is: 'timer', timer}` at `due`; a `due` in the past means "next". */
  at(due: Micros, timer: Plain): TimerId
  cancel(id: TimerId): void

  /**
   * Queues `work` for a slot of a named service pool (`network`, `io`, `fetcher`, …). It comes back as
   * `{is: 'worked', work}` at the end of its service time, which the machine's profile reckons from `load`. Gives when a slot takes it.
   */
  work(pool: string, load: Load, work: Plain): Micros

  listen(port: number): void
  /** Answered by `connected`, or by `closed` when the peer refuses or cannot be reached. */
  connect(to: Address): SocketId
  /** Hands over `bytes`: whoever sends may not change them afterwards. Ordered; never split or merged by promise. */
  send(socket: SocketId, bytes: Bytes): void
  /** `end` is a half-close (FIN): what was sent still arrives. `reset` throws away what is under way (RST). */
  close(socket: SocketId, how?: 'end' | 'reset'): void

  readonly disk: Disk
  readonly codecs: Codecs
  /** Tells the world what happened, in Kafka's terms; views, time bar, ledger and invariants are made of it. */
  tell(event: DomainEvent): void
  /**
   * Only in a script's process: hands `input` to the realm its code runs in. The world stands still until the realm has
   * nothing left to run; its calls come back as `{is: 'turned', calls}`, the next event of this process.
   */
  turn?(input: Plain): void
  /** Ends this process (a clean exit, or a fatal error with its reason). */
  exit(code: number, reason?: string): void
}

/** Structured-cloneable data without functions or class instances. `Uint8Array`s in it are never changed once shared. */
export type Plain = unknown

export type TimerId = number
/** One end of a connection; both ends share the text before the last character: `checkout:7>` and `checkout:7<`. */
export type SocketId = string
/** The name both ends know a connection by. */
export const connectionOf = (socket: SocketId): string => socket.slice(0, -1)

export interface Address { host: string; port: number }

/** What a piece of work has to do; a profile turns it into time. Omitted = 0. */
export interface Load { bytes?: number; records?: number; requests?: number }

export type ProcessEvent =
  /** `nth`: how often its world has started it, this time included. */
  | { is: 'start'; nth: number }
  /** SIGTERM: shut down in order, then `exit`. */
  | { is: 'stop' }
  | { is: 'timer'; id: TimerId; timer: Plain }
  | { is: 'worked'; work: Plain }
  | { is: 'flushed'; tag: Plain }
  | { is: 'connected'; socket: SocketId }
  | { is: 'accepted'; socket: SocketId; port: number; from: string }
  | { is: 'data'; socket: SocketId; bytes: Bytes }
  /** The peer half-closed: no more data will come, ours may still go. */
  | { is: 'ended'; socket: SocketId }
  /** The connection is gone, whichever side closed it. Told once, and last. */
  | { is: 'closed'; socket: SocketId; why: 'ended' | 'reset' | 'refused' | 'unreachable' }
  /** Something a person, a lesson or a script asks of this very process, in the process's own vocabulary. */
  | { is: 'command'; command: Plain }
  /** What a script's realm did with a turn it was handed; recorded, so that a replay needs no realm. */
  | { is: 'turned'; calls: Plain }

/** A program in its world. State is plain data: `load(save())` in a new instance goes on as if nothing had been. */
export interface Process {
  handle(event: ProcessEvent): void
  save(): Plain
  load(state: Plain): void
  /** What can be seen of it, as plain data. Parts that did not change since the last call are the same objects. */
  view(): Plain
  /** What it measures of itself, as JMX would show it; reckoned when somebody looks. */
  beans?(): Beans
  /** The requests it answered last, oldest first. */
  requests?(): readonly RequestTimes[]
}

/** How a world makes a process: a fresh instance, before `start` or `load`. */
export type Program<Args = Plain> = (env: Env, args: Args) => Process
