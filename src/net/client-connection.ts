import type { Bytes } from '../env/bytes.ts'
import { micros, type Micros } from '../env/units.ts'
import { connectionOf, type Address, type Env, type Plain, type ProcessEvent, type SocketId, type TimerId } from '../env/process.ts'
import { ApiVersions } from '../protocol/apis/18-api-versions.ts'
import { Errors } from '../protocol/errors.ts'
import { correlationOf, decodeResponse, encodeRequest } from '../protocol/frame.ts'
import { FrameCutter, type FrameCutterState } from '../protocol/frame-cutter.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { UnsupportedVersionError } from '../protocol/unsupported-version.ts'
import type { Api, Fields, RequestInput, Response, Versions } from '../protocol/schema.ts'
import { agreedVersion, newestApiVersions, nextAttempt, readApiVersions, serverVersions, type ServerVersions } from './agreed-versions.ts'
import { exponentialBackoff } from './backoff.ts'
import type { CorrelationIds } from './correlation-ids.ts'
import { clientSettings, type ClientOptions, type ClientSettings } from './client-settings.ts'
import { copyState, failed, failuresOf, hasReason, idleDeadline, NEVER, newState, nextDue, takeExpired, type ConnectionState, type Phase, type Waiting } from './connection-state.ts'
import type { DisconnectReason, Outcome } from './outcome.ts'

export interface SendOptions {
  /** Instead of `request.timeout.ms`; a JoinGroup may take longer than others. */
  readonly timeoutMs?: number
  /** Only versions in this range will do. */
  readonly versions?: Versions
  /** Nothing comes back and no outcome is told (acks=0). */
  readonly oneWay?: boolean
}

/** Where a request went, as the ledger knows it. */
export interface Sent { readonly connection: string; readonly correlation: number; readonly version: number }

interface Wake { net: string; destination: string }
interface Received extends Wake { socket: SocketId; frame: Bytes }

const NONE: readonly Outcome[] = []

/**
 * A client's connection to one address, made when there is something to send, and made again after a failure, with backoff
 * (NetworkClient and ClusterConnectionStates). Requests wait while it cannot send; when it breaks, all it holds fails.
 */
export class ClientConnection {
  readonly destination: string
  readonly #env: Env
  readonly #settings: ClientSettings
  readonly #apis: ReadonlyMap<number, Api>
  readonly #ids: CorrelationIds
  readonly #cutter = new FrameCutter(0x7fff_ffff)
  #state = newState()

  constructor(env: Env, options: ClientOptions, destination: string, ids: CorrelationIds) {
    this.#env = env
    this.#settings = clientSettings(options)
    this.#apis = new Map([ApiVersions as Api, ...options.apis].map(api => [api.key, api]))
    this.destination = destination
    this.#ids = ids
  }

  get #idleMs(): number { return this.#settings.connectionsMaxIdleMs }

  // look

  get phase(): Phase { return this.#state.phase }
  get socket(): SocketId | null { return this.#state.socket }
  get address(): Address | null { return this.#state.address }
  /** Requests sent and not yet answered. */
  get inFlight(): number { return this.#state.inFlight.length }
  get waiting(): number { return this.#state.waiting.length }
  /** A request sent now would leave now. */
  get canSend(): boolean {
    const { phase, inFlight, waiting } = this.#state
    return phase === 'ready' && waiting.length === 0 && inFlight.length < this.#settings.maxInFlight
  }
  /** When it may next try to connect; a time in the past means now. */
  get retryAt(): Micros { return this.#state.retryAt }
  /** The version a request would be sent in; null before the connection is ready, or when there is none in common. */
  versionOf(api: Api): number | null {
    return this.#state.phase === 'ready' ? agreedVersion(api, this.#state.server, null) : null
  }

  // command

  /** A new address drops the connection to the old one, and starts without its failures. */
  setAddress(address: Address): void {
    const old = this.#state.address
    if (old?.host === address.host && old.port === address.port) return
    this.disconnect()
    Object.assign(this.#state, { address: { ...address }, failures: 0, setupFailures: 0, retryAt: this.#env.now() })
  }

  /** Connects, as soon as backoff allows, without having anything to send. */
  connect(): void {
    this.#state.wanted = true
    this.#go()
  }

  /** Sends, now if it can be (then it says where it went), or when it can. */
  send<Q extends Fields, S extends Fields>(api: Api<Q, S>, body: RequestInput<Api<Q, S>>, tag: Plain, options: SendOptions = {}): Sent | null {
    if (!this.#state.address) throw new Error(`no address is known for ${this.destination}`)
    if (!this.#apis.has(api.key)) throw new Error(`${this.#settings.name} was not made to send ${api.name}`)
    const timeoutMs = options.timeoutMs ?? this.#settings.requestTimeoutMs
    const now = this.canSend
    this.#state.waiting.push({
      key: api.key, body, tag, timeoutMs, deadline: this.#env.now() + timeoutMs * micros.perMilli, versions: options.versions ?? null, oneWay: options.oneWay ?? false,
    })
    const sent = this.#go()
    return now ? sent : null
  }

  /** Closes; what it held fails as disconnected. The next `send` connects again. */
  disconnect(): void {
    if (this.#state.phase === 'disconnected' && this.#state.waiting.length === 0) return
    this.#broken('closed', this.#state.owed)
    this.#arm()
  }

  // tell

  /** Null when the event is not this connection's. */
  handle(event: ProcessEvent): readonly Outcome[] | null {
    switch (event.is) {
      case 'timer': return this.#isOwn(event.timer) ? this.#woken(event.id) : null
      case 'worked': return this.#isOwn(event.work) ? this.#decoded(event.work as Received) : null
      case 'connected': case 'data': case 'ended': case 'closed': return event.socket === this.#state.socket ? this.#onSocket(event) : null
      default: return null
    }
  }

  #isOwn(value: Plain): boolean {
    const { net, destination } = (value ?? {}) as Partial<Wake>
    return net === this.#settings.name && destination === this.destination
  }

  #onSocket(event: ProcessEvent & { is: 'connected' | 'data' | 'ended' | 'closed' }): readonly Outcome[] {
    const outcomes: Outcome[] = []
    switch (event.is) {
      case 'connected': this.#connected(outcomes); break
      case 'data': this.#arrived(event.bytes, outcomes); break
      case 'ended': this.#broken('ended', outcomes); break
      case 'closed': this.#broken(event.why, outcomes, false)
    }
    this.#go()
    return outcomes
  }

  #connected(outcomes: Outcome[]): void {
    const state = this.#state
    state.setupDeadline = NEVER
    state.setupFailures = 0
    state.lastActive = this.#env.now()
    if (!this.#settings.discoverVersions) return this.#ready(null, outcomes)
    state.phase = 'negotiating'
    this.#askVersions(newestApiVersions)
  }

  #askVersions(version: number): void {
    const body = { clientSoftwareName: this.#settings.softwareName, clientSoftwareVersion: this.#settings.softwareVersion }
    this.#transmit(ApiVersions as Api, version, body, null, this.#settings.requestTimeoutMs, false)
  }

  #negotiated(asked: number, answer: Response<typeof ApiVersions>, outcomes: Outcome[]): void {
    const next = nextAttempt(asked, answer)
    if (answer.errorCode === Errors.NONE) this.#ready(serverVersions(answer), outcomes)
    else if (next === null) this.#broken('malformed', outcomes)
    else this.#askVersions(next)
  }

  #ready(server: ServerVersions | null, outcomes: Outcome[]): void {
    Object.assign(this.#state, { phase: 'ready', server, failures: 0 })
    outcomes.push({ is: 'ready', destination: this.destination })
  }

  #arrived(bytes: Bytes, outcomes: Outcome[]): void {
    this.#state.lastActive = this.#env.now()
    this.#cutter.push(bytes)
    try {
      for (let frame = this.#cutter.next(); frame; frame = this.#cutter.next()) this.#take(frame, outcomes)
    } catch (error) {
      this.#misread(error, outcomes)
    }
  }

  #take(frame: Bytes, outcomes: Outcome[]): void {
    const { name, pool } = this.#settings
    const work: Received = { net: name, destination: this.destination, socket: this.#state.socket!, frame }
    if (pool) this.#env.work(pool, { bytes: frame.length, requests: 1 }, work)
    else this.#receive(frame, outcomes)
  }

  #decoded({ socket, frame }: Received): readonly Outcome[] {
    if (socket !== this.#state.socket) return NONE
    const outcomes: Outcome[] = []
    try {
      this.#receive(frame, outcomes)
    } catch (error) {
      this.#misread(error, outcomes)
    }
    this.#go()
    return outcomes
  }

  #misread(error: unknown, outcomes: Outcome[]): void {
    if (!(error instanceof MalformedError)) throw error
    this.#broken('malformed', outcomes)
  }

  #receive(frame: Bytes, outcomes: Outcome[]): void {
    const { inFlight, phase } = this.#state
    const request = inFlight[0]
    if (correlationOf(frame) !== request?.correlation) throw new MalformedError(`correlation id ${correlationOf(frame)} is not ${request?.correlation}`)
    const { key, correlation, version, tag, sentAt } = request
    const response = phase === 'negotiating' ? readApiVersions(version, frame) : decodeResponse(this.#apis.get(key)!, version, frame).body
    inFlight.shift()
    if (phase === 'negotiating') this.#negotiated(version, response as Response<typeof ApiVersions>, outcomes)
    else outcomes.push({ is: 'response', destination: this.destination, tag, key, correlation, version, latency: this.#env.now() - sentAt, response })
  }

  /** Does whatever has become due; being woken early is harmless. */
  #woken(id: TimerId): readonly Outcome[] {
    const state = this.#state
    if (state.wake?.id === id) state.wake = null
    const outcomes = state.owed
    state.owed = []
    const now = this.#env.now()
    if (state.phase === 'connecting' && state.setupDeadline <= now) this.#broken('setupTimedOut', outcomes)
    if (state.inFlight.some(request => request.deadline <= now)) this.#broken('timedOut', outcomes)
    if (idleDeadline(state, this.#idleMs) <= now) this.#broken('idle', outcomes)
    outcomes.push(...takeExpired(state, this.destination, now))
    this.#go()
    return outcomes
  }

  /** Moves on as far as it can now, and sees that it is woken when there is more. Gives the last request that went out. */
  #go(): Sent | null {
    const state = this.#state
    if (state.phase === 'disconnected' && hasReason(state) && state.retryAt <= this.#env.now()) this.#connect()
    let sent: Sent | null = null
    while (state.phase === 'ready' && state.waiting.length > 0 && state.inFlight.length < this.#settings.maxInFlight) sent = this.#flush(state.waiting.shift()!)
    this.#arm()
    return sent
  }

  #connect(): void {
    const state = this.#state
    const { socketConnectionSetupTimeoutMs: base, socketConnectionSetupTimeoutMaxMs: max } = this.#settings
    state.phase = 'connecting'
    state.wanted = false
    state.setupDeadline = this.#env.now() + exponentialBackoff(this.#env.random, base, max, state.setupFailures) * micros.perMilli
    state.socket = this.#env.connect(state.address!)
  }

  #flush(request: Waiting): Sent | null {
    const api = this.#apis.get(request.key)!
    const version = agreedVersion(api, this.#state.server, request.versions)
    if (version === null) return this.#unsupported(request)
    try {
      return this.#transmit(api, version, request.body as RequestInput<Api>, request.tag, request.timeoutMs, request.oneWay)
    } catch (error) {
      if (error instanceof UnsupportedVersionError) return this.#unsupported(request)
      throw error
    }
  }

  #transmit(api: Api, version: number, body: RequestInput<Api>, tag: Plain, timeoutMs: number, oneWay: boolean): Sent {
    const state = this.#state
    const correlation = this.#ids.next()
    const frame = encodeRequest(api, version, { correlation, clientId: this.#settings.clientId }, body)
    const now = this.#env.now()
    state.lastActive = now
    if (!oneWay) state.inFlight.push({ correlation, key: api.key, version, tag, sentAt: now, deadline: now + timeoutMs * micros.perMilli })
    this.#env.send(state.socket!, frame)
    return { connection: connectionOf(state.socket!), correlation, version }
  }

  #unsupported(request: Waiting): null {
    this.#state.owed.push(failed(this.destination, request, 'unsupported'))
    return null
  }

  /** The end of this connection, if there was one, and of all requests it held. */
  #broken(why: DisconnectReason, outcomes: Outcome[], close = true): void {
    const state = this.#state
    const { reconnectBackoffMs: base, reconnectBackoffMaxMs: max } = this.#settings
    if (close && state.socket) this.#env.close(state.socket)
    outcomes.push(...failuresOf(state, this.destination, why === 'timedOut' ? 'timedOut' : 'disconnected'))
    outcomes.push({ is: 'disconnected', destination: this.destination, why })
    const retryAt = this.#env.now() + exponentialBackoff(this.#env.random, base, max, state.failures) * micros.perMilli
    const setupFailures = state.phase === 'connecting' ? state.setupFailures + 1 : 0
    Object.assign(state, {
      phase: 'disconnected', socket: null, server: null, inFlight: [], waiting: [], wanted: false, setupDeadline: NEVER,
      failures: state.failures + 1, setupFailures, retryAt,
    } satisfies Partial<ConnectionState>)
    this.#cutter.load({ pieces: [] })
  }

  /** One timer is enough: a later need finds it when it fires, an earlier one replaces it. */
  #arm(): void {
    const due = nextDue(this.#state, this.#idleMs, this.#env.now())
    const { wake } = this.#state
    if (due === NEVER || (wake && wake.due <= due)) return
    if (wake) this.#env.cancel(wake.id)
    const timer: Wake = { net: this.#settings.name, destination: this.destination }
    this.#state.wake = { id: this.#env.at(due, timer), due }
  }

  save(): Plain {
    return { state: copyState(this.#state), cutter: this.#cutter.save() }
  }

  load(saved: Plain): void {
    const { state, cutter } = saved as { state: ConnectionState; cutter: FrameCutterState }
    this.#state = copyState(state)
    this.#cutter.load(cutter)
  }
}
