import type { Env, Plain, Process, ProcessEvent, SocketId } from '../../env/process.ts'
import { UNEXPECTED } from '../../net/answer.ts'
import { BROKER_PORT } from '../../world/topology.ts'
import { programs } from '../../world/programs.ts'
import { toolProgram } from '../../tools/index.ts'
import { ClusterStory } from '../cluster.ts'
import { fromHex } from '../golden.ts'
import { goldenVectors, type GoldenVector } from '../golden-messages.ts'
import { codecs } from '../log-fixture.ts'
import { KIB, MIB, type Origin, type Target } from './target.ts'

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

/** ApiVersions v0 without a client id: a request that is always answered. */
const GREETING = Uint8Array.of(0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff)
/** So many inputs one cluster takes, before valid requests among them have made too much of it. */
const INPUTS_A_CLUSTER = 400
/** World time for an input to be served. */
const SERVED_WITHIN = 3_000

/** Whole requests into a living cluster, each over a connection of its own; beside them somebody's connection that must go on being answered. */
export function framesTarget(): Target {
  return { name: 'frames', share: 10, origins: requestFrames(), feed: new Living().feed, room: size => 96 * MIB + size * KIB }
}

function requestFrames(): Origin[] {
  const vectors = goldenVectors(), nameOf = ({ name, version, sample }: GoldenVector): string => `${name} v${version} ${sample}`
  const bodies = new Map(vectors.filter(({ hex }) => hex !== undefined).map(vector => [nameOf(vector), vector.hex]))
  return vectors.filter(({ kind }) => kind === 'request-frame').map(frame =>
    ({ label: nameOf(frame), bytes: fromHex(frame.lengthHex! + frame.headerHex! + bodies.get(nameOf(frame))!) }))
}

class Living {
  #story: ClusterStory | null = null
  #inputs = 0

  readonly feed = (bytes: Uint8Array): void => {
    const story = this.#story ??= begun()
    send(story, 'stranger', bytes, false)
    story.world.advance({ until: story.world.now + SERVED_WITHIN })
    const wrong = harmed(story)
    if (wrong !== null || ++this.#inputs % INPUTS_A_CLUSTER === 0) this.#story = null
    if (wrong !== null) throw new Error(wrong)
  }
}

function begun(): ClusterStory {
  const story = new ClusterStory({ brokers: 1, properties: { 'offsets.topic.replication.factor': '1' }, codecs, programs: { ...programs,
    tool: toolProgram, peer: (env: Env) => new Peer(env) } })
  story.machines('elsewhere')
  for (const process of ['stranger', 'somebody']) story.start(process, { machine: 'elsewhere', program: 'peer' })
  story.topic('orders', 3, 1)
  story.run(1).seconds
  story.transcript()
  return story
}

const send = ({ world }: ClusterStory, process: string, bytes: Uint8Array, again: boolean): void =>
  world.inject({ do: 'process.command', process, command: { bytes, again } })

/** What the last input did to others: a server that fell, a fault of its own it owned up to, a neighbour who got no answer. */
function harmed(story: ClusterStory): string | null {
  const fault = story.told().find(told => told.is === 'log.line' && told.text.includes(UNEXPECTED))
  const heard = fault?.is === 'log.line' ? fault.text : null
  story.transcript()
  if (heard !== null) return heard
  const answers = (): number => (story.world.view().processes['somebody']!.view as Plain as { answers: number }).answers
  const before = answers()
  send(story, 'somebody', GREETING, true)
  story.world.advance({ until: story.world.now + SERVED_WITHIN })
  if (answers() > before) return null
  return `nobody answers any more: ${Object.values(story.world.view().processes).map(({ name, state }) => `${name} ${state}`).join(', ')}`
}
