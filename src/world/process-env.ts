import type { Bytes } from '../env/bytes.ts'
import type { Codecs } from '../env/codecs.ts'
import type { Disk } from '../env/disk.ts'
import type { DomainEvent } from '../env/domain-event.ts'
import type { Address, Env, Load, Plain, ProcessEvent, SocketId, TimerId } from '../env/process.ts'
import type { Random } from '../env/random.ts'
import type { Micros, Millis } from '../env/units.ts'
import type { Machine } from './machine.ts'
import { serve } from './pools.ts'
import { randomOver } from './random.ts'
import type { Region } from './region.ts'
import { doAtOnce, type Running } from './running.ts'

/** The door of one running process; it goes shut when the process has ended. */
export class ProcessEnv implements Env {
  readonly name: string
  readonly machine: string
  readonly random: Random
  readonly disk: Disk
  readonly codecs: Codecs
  readonly #region: Region
  readonly #machine: Machine
  readonly #running: Running

  constructor(region: Region, machine: Machine, running: Running) {
    this.name = running.name
    this.machine = machine.name
    this.random = randomOver(running.random)
    this.codecs = region.options.codecs
    this.disk = diskOf(machine, running.pid)
    this.#region = region
    this.#machine = machine
    this.#running = running
  }

  now(): Micros { return this.#region.now() }
  wall(): Millis { return this.#region.wall(this.#machine) }

  at(due: Micros, timer: Plain): TimerId {
    const id = this.#running.nextTimer++
    this.#running.timers.add(id)
    this.#region.schedule(this.#machine, due, this.#machine.index, 'timer', this.#running.pid, { is: 'timer', id, timer })
    return id
  }

  cancel(id: TimerId): void {
    if (this.#running.timers.delete(id)) this.#region.cancelled()
  }

  work(pool: string, load: Load, work: Plain): Micros {
    const now = this.#region.now()
    const { begun, done } = serve(this.#running.pools, this.#machine.profile, pool, load, now), worked: ProcessEvent = { is: 'worked', work }
    if (done === now) doAtOnce(this.#running, worked)
    else this.#region.schedule(this.#machine, done, this.#machine.index, 'deliver', this.#running.pid, worked)
    return begun
  }

  listen(port: number): void { this.#region.network.listen(this.#machine, this.#running.pid, port) }
  connect(to: Address): SocketId { return this.#region.network.connect(this.#machine, this.#running, to) }
  send(socket: SocketId, bytes: Bytes): void { this.#region.network.send(this.#machine, this.#running, socket, bytes) }
  close(socket: SocketId, how: 'end' | 'reset' = 'end'): void { this.#region.network.close(this.#machine, socket, how) }

  tell(event: DomainEvent): void { this.#region.tell(this.#machine, this.#running.name, event) }
  turn(input: Plain): void { this.#region.ask(this.#running, input) }

  exit(code: number, reason?: string): void {
    this.#running.exiting = true
    this.#running.exit = { code, reason: reason ?? null }
  }
}

/** The machine's disk, as a process has it: its flushes are answered to it. */
const diskOf = ({ disk }: Machine, pid: number): Disk => ({
  append: (file, bytes) => disk.append(file, bytes),
  write: (file, bytes) => disk.write(file, bytes),
  read: (file, at, length) => disk.read(file, at, length),
  pieces: (file, at, length) => disk.pieces(file, at, length),
  truncate: (file, size) => disk.truncate(file, size),
  flush: (file, tag) => disk.flush(pid, file, tag),
  rename: (from, to) => disk.rename(from, to),
  remove: file => disk.remove(file),
  list: prefix => disk.list(prefix),
  size: file => disk.size(file),
  room: () => disk.room(),
})
