import { joined } from '../env/bytes.ts'
import type { Env, Plain, Process, ProcessEvent, SocketId } from '../env/process.ts'
import type { PartitionId } from '../env/domain-event.ts'
import type { WorldOptions } from '../world/world.ts'
import { noCodecs } from './no-codecs.ts'
import { Story } from './world.ts'
import { utf8Decode, utf8Encode } from '../protocol/utf8.ts'

/*
 * Tiny programs that speak no Kafka, for stories about the world itself. What they hear they tell as `console` lines.
 */

const textOf = (event: ProcessEvent): string => {
  switch (event.is) {
    case 'data': return `data ${event.socket} ${utf8Decode(joined(event.bytes))}`
    case 'accepted': return `accepted ${event.socket} from ${event.from}`
    case 'connected': case 'ended': return `${event.is} ${event.socket}`
    case 'closed': return `closed ${event.socket} ${event.why}`
    case 'timer': return `timer ${String(event.timer)}`
    case 'worked': return `worked ${String(event.work)}`
    case 'flushed': return `flushed ${String(event.tag)}`
    default: return event.is
  }
}

abstract class Teller implements Process {
  protected readonly env: Env
  constructor(env: Env) { this.env = env }
  handle(event: ProcessEvent): void {
    this.env.tell({ is: 'console', level: 'log', text: textOf(event) })
    this.react(event)
  }
  protected abstract react(event: ProcessEvent): void
  save(): Plain { return null }
  load(_state: Plain): void { }
  view(): Plain { return null }
}

/** Listens on `port`, sends back what it gets, closes when its peer has. */
class Echo extends Teller {
  readonly #port: number
  constructor(env: Env, { port = 7 }: { port?: number }) {
    super(env)
    this.#port = port
  }
  protected react(event: ProcessEvent): void {
    if (event.is === 'start') this.env.listen(this.#port)
    if (event.is === 'data') this.env.send(event.socket, event.bytes)
    if (event.is === 'ended') this.env.close(event.socket)
    if (event.is === 'stop') this.env.exit(0)
    if (event.is === 'command') this.env.tell({ is: 'console', level: 'log', text: `now ${this.env.now()} wall ${this.env.wall()}` })
  }
}

/** Does what it is told by commands: `['connect', 'm1', 7]`, `['send', 'hello']`, `['at', 500, 'tick']`, … */
export type Order =
  | ['connect', host: string, port: number] | ['send', text: string] | ['close'] | ['reset']
  | ['at', afterMicros: number, name: string] | ['work', pool: string, bytes: number, name: string]
  | ['append', file: string, text: string] | ['write', file: string, text: string] | ['flush', file: string] | ['rename', from: string, to: string]
  | ['files'] | ['clocks'] | ['roll', below: number] | ['tell', partition: PartitionId] | ['crash'] | ['exit', code: number]

class Puppet extends Teller {
  #socket: SocketId = ''
  #rolls = 0

  protected react(event: ProcessEvent): void {
    if (event.is !== 'command') return
    const order = event.command as Order
    switch (order[0]) {
      case 'connect': this.#socket = this.env.connect({ host: order[1], port: order[2] }); break
      case 'send': this.env.send(this.#socket, utf8Encode(order[1])); break
      case 'close': this.env.close(this.#socket); break
      case 'reset': this.env.close(this.#socket, 'reset'); break
      case 'at': this.env.at(this.env.now() + order[1], order[2]); break
      case 'work': this.env.work(order[1], { bytes: order[2], requests: 1 }, order[3]); break
      case 'append': this.env.disk.append(order[1], utf8Encode(order[2])); break
      case 'write': this.env.disk.write(order[1], utf8Encode(order[2])); break
      case 'flush': this.env.disk.flush(order[1], order[1]); break
      case 'rename': this.env.disk.rename(order[1], order[2]); break
      case 'files': this.#say(this.#files()); break
      case 'clocks': this.#say(`now ${this.env.now()} wall ${this.env.wall()}`); break
      case 'roll': this.#rolls++; this.#say(`rolled ${this.env.random.below(order[1])}`); break
      case 'tell': this.env.tell({ is: 'leader.none', partition: order[1], epoch: 0, isr: [], elr: [] }); break
      case 'crash': throw new Error('as told')
      case 'exit': this.env.exit(order[1], 'as told'); break
    }
  }

  #say(text: string): void { this.env.tell({ is: 'console', level: 'log', text }) }

  #files(): string {
    const { disk } = this.env
    return disk.list('').map(file => `${file}=${utf8Decode(disk.read(file, 0, disk.size(file)))}`).join(' ') || 'no files'
  }

  override save(): Plain { return { socket: this.#socket, rolls: this.#rolls } }
  override load(state: Plain): void {
    const saved = state as { socket: SocketId; rolls: number }
    this.#socket = saved.socket
    this.#rolls = saved.rolls
  }
}

/** A timer every `micros`, and nothing else: what the event loop alone can do. */
class Clock implements Process {
  readonly #env: Env
  readonly #micros: number
  ticks = 0
  constructor(env: Env, { micros }: { micros: number }) {
    this.#env = env
    this.#micros = micros
  }
  handle(event: ProcessEvent): void {
    if (event.is === 'timer') this.ticks++
    if (event.is === 'timer' || event.is === 'start') this.#env.at(this.#env.now() + this.#micros, null)
  }
  save(): Plain { return this.ticks }
  load(state: Plain): void { this.ticks = state as number }
  view(): Plain { return null }
}

export const echoPrograms = {
  echo: (env: Env, args: { port?: number }): Process => new Echo(env, args ?? {}),
  puppet: (env: Env): Process => new Puppet(env),
  clock: (env: Env, args: { micros: number }): Process => new Clock(env, args),
}

/** `server` echoes on `m1`, `client` on `m2` does what it is told. */
export function echoStory(options: Partial<WorldOptions> = {}): Story {
  const w = new Story({ seed: 1, programs: echoPrograms, codecs: noCodecs, onCrash: 'throw', ...options })
  w.machines('m1', 'm2')
  w.start('server', { machine: 'm1', program: 'echo' })
  w.start('client', { machine: 'm2', program: 'puppet' })
  return w
}
