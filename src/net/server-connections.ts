import type { Bytes } from '../env/bytes.ts'
import { connectionOf, type Env, type Plain, type ProcessEvent, type SocketId, type TimerId } from '../env/process.ts'
import { micros, type Micros } from '../env/units.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { decodeRequestBody, decodeRequestHeader, encodeResponse, requestKeyOf, type RequestFrameHeader } from '../protocol/frame.ts'
import { FrameCutter } from '../protocol/frame-cutter.ts'
import { MalformedError } from '../protocol/malformed.ts'
import type { Api, Fields, Request, ResponseInput } from '../protocol/schema.ts'
import { answerOf } from './answer.ts'
import { openRequest, sealAnswer } from './envelope.ts'
import { hangUp, later, noAnswer, type Handler, type Listener, type Replies, type ReplyTo } from './handler.ts'
import { isServed, Registry, type AdvertisedApi, type Handlers } from './registry.ts'
import type { RequestMetrics } from './request-metrics.ts'
import { ended, newTimes } from './request-times.ts'
import type { Call, Connection, Listening, Queued, Received, SavedServer, Task, Work } from './server-work.ts'
import { isUnknownApiVersions, refusalOfApiVersions } from './unknown-api-versions.ts'

export interface ServerOptions {
  /** Marks this object's timers and work: one of its kind in a process. */
  readonly name: string
  readonly nodeId: number
  /** `socket.request.max.bytes`. */
  readonly requestMaxBytes: number
  /** `connections.max.idle.ms`; negative: never. */
  readonly idleMs: number
  readonly metrics?: RequestMetrics
}

/**
 * The server's end of connections (SocketServer). A frame passes the network pool, is served in the I/O pool by the handler of
 * its API, and its answer goes out through the network pool; meanwhile the connection is muted, so answers keep their order.
 */
export class ServerConnections implements Replies {
  readonly #env: Env
  readonly #options: ServerOptions
  readonly #registry = new Registry()
  readonly #listeners = new Map<number, Listening>()
  readonly #connections = new Map<SocketId, Connection>()
  #idleTimer: TimerId | null = null

  constructor(env: Env, options: ServerOptions) {
    this.#env = env
    this.#options = options
  }

  // look

  get connections(): number { return this.#connections.size }
  /** Requests taken from the wire and not yet answered. */
  get serving(): number {
    let count = 0
    for (const connection of this.#connections.values()) if (connection.muted) count++
    return count
  }
  /** What an ApiVersions response lists. */
  advertised(listener: Listener): AdvertisedApi[] { return this.#registry.advertised(listener) }

  // command

  serve(listener: Listener, handlers: Handlers): void { this.#registry.add(listener, handlers) }

  listen(port: number, listener: Listener, listenerName = 'PLAINTEXT'): void {
    this.#listeners.set(port, { listener, listenerName })
    this.#env.listen(port)
  }

  reply<Q extends Fields, S extends Fields>(api: Api<Q, S>, to: ReplyTo, body: ResponseInput<Api<Q, S>>): void {
    if (!this.#connections.has(to.socket)) return
    if (to.envelope) this.reply(Envelope, to.envelope, sealAnswer(api, to.version, to.correlation, body))
    else this.#answer(to.socket, encodeResponse(api, to.version, to.correlation, body))
  }

  closeAll(): void {
    for (const connection of this.#connections.values()) this.#close(connection)
  }

  // tell

  /** False when the event is none of its own. */
  handle(event: ProcessEvent): boolean {
    switch (event.is) {
      case 'accepted': return this.#accepted(event.socket, event.port, event.from)
      case 'data': return this.#arrived(event.socket, event.bytes)
      case 'ended': return this.#ended(event.socket)
      case 'closed': return this.#connections.delete(event.socket)
      case 'worked': return this.#isOwn(event.work) && this.#worked(event.work as Work)
      case 'timer': return this.#isOwn(event.timer) && this.#closeIdle()
      default: return false
    }
  }

  #isOwn(value: Plain): boolean { return (value as Partial<Task> | null)?.net === this.#options.name }

  #accepted(socket: SocketId, port: number, host: string): boolean {
    const listening = this.#listeners.get(port)
    if (!listening) return false
    const cutter = new FrameCutter(this.#options.requestMaxBytes)
    this.#connections.set(socket, { socket, ...listening, host, cutter, muted: false, ended: false, lastActive: this.#env.now(), times: null })
    this.#armIdle()
    return true
  }

  #arrived(socket: SocketId, bytes: Bytes): boolean {
    const connection = this.#connections.get(socket)
    if (!connection) return false
    connection.lastActive = this.#env.now()
    connection.cutter.push(bytes)
    this.#readOn(connection)
    return true
  }

  #ended(socket: SocketId): boolean {
    const connection = this.#connections.get(socket)
    if (!connection) return false
    connection.ended = true
    this.#readOn(connection)
    return true
  }

  /** Takes the next request, if there is one and the last was answered. */
  #readOn(connection: Connection): void {
    if (connection.muted) return
    try {
      const frame = connection.cutter.next()
      if (frame) this.#receive(connection, frame)
      else if (connection.ended) this.#close(connection)
    } catch (error) {
      this.#refuse(connection, 'Selector', error)
    }
  }

  #receive(connection: Connection, frame: Bytes): void {
    connection.muted = true
    this.#queue('network', { net: this.#options.name, step: 'received', socket: connection.socket, frame, arrivedAt: this.#env.now() })
  }

  /** Gives when a thread takes it. */
  #queue(pool: 'network' | 'io', work: Work): Micros {
    return this.#env.work(pool, { bytes: work.frame.length, requests: 1 }, work)
  }

  #worked(work: Work): boolean {
    const connection = this.#connections.get(work.socket)
    if (!connection) return true
    switch (work.step) {
      case 'received': this.#parse(connection, work); break
      case 'serve': this.#serve(connection, work); break
      case 'send': this.#send(connection, work.frame)
    }
    return true
  }

  /** Bytes that are no request end the connection, and nothing else. */
  #refuse(connection: Connection, logger: 'Selector' | 'Processor', error: unknown): void {
    if (!(error instanceof MalformedError)) throw error
    const reason = error.message
    const name = connectionOf(connection.socket)
    const text = logger === 'Selector' ? `Unexpected error from /${connection.host} (channelId=${name}); closing connection` : `Closing socket for ${name} because of error`
    this.#env.tell({ is: 'connection.refused', connection: name, reason })
    this.#env.tell({ is: 'log.line', level: logger === 'Selector' ? 'WARN' : 'ERROR', logger, text: `${text}: ${reason}` })
    this.#close(connection)
  }

  #close(connection: Connection): void {
    this.#connections.delete(connection.socket)
    this.#env.close(connection.socket)
  }

  #parse(connection: Connection, { frame, arrivedAt }: Received): void {
    try {
      const header = this.#headerOf(connection.listener, frame)
      const begunAt = this.#queue('io', { net: this.#options.name, step: 'serve', socket: connection.socket, frame, arrivedAt, header })
      const api = this.#registry.apiOf(connection.listener, header.key)!.name
      connection.times = newTimes(connection.socket, header, { api, bytes: frame.length, queuedAt: this.#env.now(), begunAt })
    } catch (error) {
      this.#refuse(connection, 'Processor', error)
    }
  }

  /** A request nobody here serves, or in a version nobody serves, ends the connection (SocketServer.parseRequestHeader). */
  #headerOf(listener: Listener, frame: Bytes): RequestFrameHeader {
    const key = requestKeyOf(frame)
    const api = this.#registry.apiOf(listener, key)
    if (!api) throw new MalformedError(`Received request api key ${key} which is not enabled`)
    const header = decodeRequestHeader(api, frame)
    if (!isServed(api, header.version)) throw new MalformedError(`Received request api key ${key} with version ${header.version} which is not enabled`)
    return header
  }

  #serve(connection: Connection, work: Queued): void {
    const { correlation, key, version } = work.header
    if (isUnknownApiVersions(work.header)) return this.#answer(connection.socket, refusalOfApiVersions(correlation))
    const { socket, listenerName, host } = connection
    const replyTo = { socket, correlation, key, version, listenerName }
    const call = { frame: work.frame, header: work.header, replyTo, host, arrivedAt: work.arrivedAt }
    if (key === Envelope.key) this.#open(connection, call)
    else this.#call(connection, this.#registry.handlerOf(connection.listener, key)!, call)
  }

  #open(connection: Connection, envelope: Call): void {
    const request = this.#decode(connection, Envelope as Api, envelope) as Request<typeof Envelope> | null
    if (!request) return
    const opened = openRequest(request, key => this.#registry.handlerOf(connection.listener, key))
    if ('error' in opened) return this.reply(Envelope, envelope.replyTo, { errorCode: opened.error })
    const { correlation, key, version } = opened.header
    const { socket, listenerName } = connection
    const replyTo = { socket, correlation, key, version, listenerName, envelope: envelope.replyTo }
    this.#call(connection, opened.handler, { ...opened, replyTo, arrivedAt: envelope.arrivedAt })
  }

  #call(connection: Connection, handler: Handler, call: Call): void {
    const request = this.#decode(connection, handler.api, call)
    if (!request) return
    const { header, replyTo, host, arrivedAt } = call
    const { socket, listener } = connection
    const answer = answerOf(this.#env, this.#options.nodeId, handler, request, {
      replyTo, version: header.version, clientId: header.clientId ?? '', host, arrivedAt, connection: connectionOf(socket), listener,
    })
    const { times } = connection
    if (times) {
      times.as = handler.countedAs?.(request) ?? null
      times.handledAt = this.#env.now()
    }
    if (answer === later) return
    if (answer === noAnswer) this.#unmute(connection)
    else if (answer === hangUp) this.#close(connection)
    else this.reply(handler.api, replyTo, answer)
  }

  /** Null when the body is malformed: then the connection is closed. */
  #decode(connection: Connection, api: Api, { frame, header }: Call): Request<Api> | null {
    try {
      return decodeRequestBody(api, header.version, frame, header.bodyAt)
    } catch (error) {
      this.#refuse(connection, 'Processor', error)
      return null
    }
  }

  #answer(socket: SocketId, frame: Bytes): void {
    const sendBegunAt = this.#queue('network', { net: this.#options.name, step: 'send', socket, frame })
    const times = this.#connections.get(socket)?.times
    if (!times) return
    times.answeredAt = this.#env.now()
    times.sendBegunAt = sendBegunAt
  }

  #send(connection: Connection, frame: Bytes): void {
    connection.lastActive = this.#env.now()
    this.#env.send(connection.socket, frame)
    this.#unmute(connection)
  }

  #unmute(connection: Connection): void {
    if (connection.times) this.#options.metrics?.completed(ended(connection.times, this.#env.now()), this.#env.now())
    connection.times = null
    connection.muted = false
    this.#readOn(connection)
  }

  /** Closes what has been silent for too long, and looks again when the next may have been. */
  #closeIdle(): boolean {
    this.#idleTimer = null
    const silentSince = this.#env.now() - this.#options.idleMs * micros.perMilli
    for (const connection of this.#connections.values()) if (connection.lastActive <= silentSince) this.#close(connection)
    this.#armIdle()
    return true
  }

  #armIdle(): void {
    if (this.#idleTimer !== null || this.#options.idleMs < 0 || this.#connections.size === 0) return
    let oldest = this.#env.now()
    for (const { lastActive } of this.#connections.values()) if (lastActive < oldest) oldest = lastActive
    this.#idleTimer = this.#env.at(oldest + this.#options.idleMs * micros.perMilli, { net: this.#options.name, idle: true })
  }

  /** Listeners and handlers are given again by whoever loads; connections and what they hold are in here. */
  save(): Plain {
    const connections = [...this.#connections.values()].map(each => ({ ...each, cutter: each.cutter.save(), times: each.times && { ...each.times } }))
    return { connections, idleTimer: this.#idleTimer, listeners: [...this.#listeners] } satisfies SavedServer
  }

  load(state: Plain): void {
    const { connections, idleTimer, listeners } = state as SavedServer
    this.#connections.clear()
    for (const saved of connections) {
      const cutter = new FrameCutter(this.#options.requestMaxBytes)
      cutter.load(saved.cutter)
      this.#connections.set(saved.socket, { ...saved, cutter, times: saved.times && { ...saved.times } })
    }
    this.#listeners.clear()
    for (const [port, listener] of listeners) this.#listeners.set(port, listener)
    this.#idleTimer = idleTimer
  }
}
