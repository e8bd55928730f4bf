import type { Env, Plain, Process, ProcessEvent, SocketId } from '../../env/process.ts'
import { BROKER_PORT } from '../../world/topology.ts'
import { programs } from '../../world/programs.ts'
import { toolProgram } from '../../tools/index.ts'
import { ClusterStory } from '../cluster.ts'
import { fromHex } from '../golden.ts'
import { goldenVectors, type GoldenVector } from '../golden-messages.ts'
import { codecs } from '../log-fixture.ts'
import type { Origin } from './target.ts'

/** A peer without any idea of Kafka: opens a connection for each piece of bytes it is told, or says more on the first one. */
class Peer implements Process {
  readonly #env: Env
  #sending = new Map<SocketId, Uint8Array>()
  #first: SocketId | null = null
  answers = 0

  constructor(env: Env) { this.#env = env }

  handle(event: ProcessEvent): void {
    if (event.is === 'command') this.#send(event.command as { bytes: Uint8Array; again: boolean })
    if (event.is === 'connected') this.#say(event.socket)
    if (event.is === 'data' && event.socket === this.#first) this.answers++
    if (event.is === 'closed') this.#sending.delete(event.socket)
  }

  #send({ bytes, again }: { bytes: Uint8Array; again: boolean }): void {
    if (again && this.#first !== null) return this.#env.send(this.#first, bytes)
    const socket = this.#env.connect({ host: 'm1', port: BROKER_PORT })
    this.#first ??= socket
    this.#sending.set(socket, bytes)
  }

  #say(socket: SocketId): void {
    this.#env.send(socket, this.#sending.get(socket)!)
    if (socket !== this.#first) this.#env.close(socket)
    this.#sending.delete(socket)
  }

  view(): Plain { return { answers: this.answers } }
  save(): Plain { return null }
  load(): void { /* lives in a world that nobody saves */ }
}

/** World time for an input to be served. */
export const SERVED_WITHIN = 3_000

/** Every request of `wire.jsonl` as a whole frame. */
export function requestFrames(): Origin[] {
  const vectors = goldenVectors(), nameOf = ({ name, version, sample }: GoldenVector): string => `${name} v${version} ${sample}`
  const bodies = new Map(vectors.filter(({ hex }) => hex !== undefined).map(vector => [nameOf(vector), vector.hex]))
  return vectors.filter(({ kind }) => kind === 'request-frame').map(frame =>
    ({ label: nameOf(frame), bytes: fromHex(frame.lengthHex! + frame.headerHex! + bodies.get(nameOf(frame))!) }))
}

/** A broker with a topic, a stranger, and somebody who minds his own business. */
export function begun(properties: Readonly<Record<string, string>> = {}): ClusterStory {
  const story = new ClusterStory({
    brokers: 1, properties: { 'offsets.topic.replication.factor': '1', ...properties }, codecs,
    programs: { ...programs, tool: toolProgram, peer: (env: Env) => new Peer(env) },
  })
  story.machines('elsewhere')
  for (const process of ['stranger', 'somebody']) story.start(process, { machine: 'elsewhere', program: 'peer' })
  story.topic('orders', 3, 1)
  story.run(1).seconds
  story.transcript()
  return story
}

/** `again`: on the connection it has, else on a new one. */
export const send = ({ world }: ClusterStory, process: string, bytes: Uint8Array, again: boolean): void =>
  world.inject({ do: 'process.command', process, command: { bytes, again } })
