import type { Env, Plain, ProcessEvent, TimerId } from '../env/process.ts'
import type { Level } from '../env/domain-event.ts'
import { micros } from '../env/units.ts'
import { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import { BrokerHeartbeat } from '../protocol/apis/63-broker-heartbeat.ts'
import { Errors, errorName } from '../protocol/errors.ts'
import type { Response } from '../protocol/schema.ts'
import type { ChannelAnswer, ControllerChannel } from './controller-channel.ts'
import type { LifecycleOwner, LifecycleSettings } from './lifecycle-owner.ts'
import { lifecycleTransitions, type Lifecycle, type LifecycleEvent } from './lifecycle-table.ts'

interface State {
  lifecycle: Lifecycle
  epoch: number
  registered: boolean
  readyToUnfence: boolean
  /** The controller has answered a wish to shut down, though not yet granted it. */
  shutdownHeard: boolean
  failures: number
  /** A request is under way; the next goes out when it is answered. */
  waiting: boolean
  /** Something changed while it was: say so at once. */
  again: boolean
  next: TimerId | null
}
type Timer = { is: 'communicate' } | { is: 'registrationTimeout' } | { is: 'shutdownTimeout' }

const SOON_MS = 10
const AFTER_FIRST_SHUTDOWN_ANSWER_MS = 50
const SHUTDOWN_TIMEOUT_MS = 300_000
const FIRST_BACKOFF_MS = 100
const TOO_LATE = 'Shutting down because we were unable to register with the controller quorum.'

/**
 * A broker's standing with the controller (BrokerLifecycleManager): it registers, then sends heartbeats, and moves through
 * its states by what the answers say.
 */
export class BrokerLifecycle {
  readonly #env: Env
  readonly #channel: ControllerChannel
  readonly #settings: LifecycleSettings
  readonly #owner: LifecycleOwner
  #state: State = {
    lifecycle: 'STARTING', epoch: -1, registered: false, readyToUnfence: false, shutdownHeard: false,
    failures: 0, waiting: false, again: false, next: null,
  }

  constructor(env: Env, channel: ControllerChannel, settings: LifecycleSettings, owner: LifecycleOwner) {
    this.#env = env
    this.#channel = channel
    this.#settings = settings
    this.#owner = owner
  }

  // look

  get lifecycle(): Lifecycle { return this.#state.lifecycle }
  get brokerEpoch(): number { return this.#state.epoch }

  // command

  start(): void {
    const { incarnationId, nodeId, clusterId, registrationTimeoutMs } = this.#settings
    this.#log('INFO', `Incarnation ${incarnationId} of broker ${nodeId} in cluster ${clusterId} is now STARTING.`)
    this.#in(registrationTimeoutMs, { is: 'registrationTimeout' })
    this.#communicate()
  }

  /** Logs are recovered, requests are taken. */
  readyToUnfence(): void {
    this.#state.readyToUnfence = true
    this.#communicateNow()
  }

  stop(): void {
    const before = this.#state.lifecycle
    this.#move('stop')
    if (before === 'RUNNING') {
      this.#log('INFO', 'Beginning controlled shutdown.')
      this.#in(SHUTDOWN_TIMEOUT_MS, { is: 'shutdownTimeout' })
      this.#communicateNow()
    } else if (before !== this.#state.lifecycle) {
      this.#log('INFO', `Skipping controlled shutdown because we are in the ${before} state.`)
      this.#owner.mayShutDown()
    }
  }

  stopped(): void { this.#move('stopped') }

  #move(event: LifecycleEvent): boolean {
    const next = lifecycleTransitions[this.#state.lifecycle][event]
    if (!next) return false
    this.#state.lifecycle = next
    return true
  }

  #in(ms: number, timer: Timer): TimerId { return this.#env.at(this.#env.now() + ms * micros.perMilli, timer) }

  // talking to the controller

  #communicateNow(): void {
    if (this.#state.waiting) this.#state.again = true
    else this.#communicate()
  }

  #communicate(): void {
    this.#cancelNext()
    if (this.#state.lifecycle === 'SHUTTING_DOWN' || this.#state.lifecycle === 'NOT_RUNNING') return
    this.#state.waiting = true
    if (this.#state.registered) this.#heartbeat()
    else this.#channel.send(BrokerRegistration, this.#owner.registration(), null, this.#settings.sessionMs)
  }

  #heartbeat(): void {
    const { epoch, readyToUnfence, lifecycle } = this.#state
    this.#channel.send(BrokerHeartbeat, {
      brokerId: this.#settings.nodeId, brokerEpoch: epoch, currentMetadataOffset: this.#owner.metadataOffset(),
      wantFence: !readyToUnfence, wantShutDown: lifecycle === 'PENDING_CONTROLLED_SHUTDOWN',
    }, null, this.#settings.sessionMs)
  }

  #cancelNext(): void {
    if (this.#state.next !== null) this.#env.cancel(this.#state.next)
    this.#state.next = null
  }

  /** Next word to the controller in `ms`, or at once when something happened meanwhile. */
  #schedule(ms: number): void {
    this.#cancelNext()
    const due = this.#state.again ? 0 : ms
    this.#state.again = false
    this.#state.next = this.#in(due, { is: 'communicate' })
  }
  #scheduleAfterSuccess(): void { this.#schedule(this.#settings.heartbeatMs) }
  #scheduleAfterFailure(): void {
    let ms = FIRST_BACKOFF_MS
    for (let failure = 0; failure < this.#state.failures && ms < this.#settings.sessionMs / 2; failure++) ms *= 2
    this.#state.failures++
    this.#state.again = false
    this.#schedule(Math.min(ms, this.#settings.sessionMs / 2))
  }

  // tell

  handle(event: ProcessEvent): void {
    if (event.is !== 'timer') return
    switch ((event.timer as Timer).is) {
      case 'communicate': this.#state.next = null; return this.#state.waiting ? undefined : this.#communicate()
      case 'registrationTimeout': return this.#state.registered ? undefined : this.#owner.failed(TOO_LATE)
      case 'shutdownTimeout': if (this.#move('mayShutDown')) this.#owner.mayShutDown()
    }
  }

  answered({ key, response }: ChannelAnswer): void {
    this.#state.waiting = false
    if (response === null) this.#scheduleAfterFailure()
    else if (key === BrokerRegistration.key) this.#registered(response as Response<typeof BrokerRegistration>)
    else this.#beaten(response as Response<typeof BrokerHeartbeat>)
  }

  #registered({ errorCode, brokerEpoch }: Response<typeof BrokerRegistration>): void {
    if (errorCode !== Errors.NONE) {
      this.#log('INFO', `Unable to register broker ${this.#settings.nodeId} because the controller returned error ${errorName(errorCode)}`)
      return this.#scheduleAfterFailure()
    }
    Object.assign(this.#state, { failures: 0, epoch: brokerEpoch, registered: true } satisfies Partial<State>)
    this.#log('INFO', `Successfully registered broker ${this.#settings.nodeId} with broker epoch ${brokerEpoch}`)
    this.#schedule(0)
  }

  #beaten(answer: Response<typeof BrokerHeartbeat>): void {
    if (answer.errorCode !== Errors.NONE) {
      this.#log('WARN', `Broker ${this.#settings.nodeId} sent a heartbeat request but received error ${errorName(answer.errorCode)}.`)
      return this.#scheduleAfterFailure()
    }
    this.#state.failures = 0
    this.#byState[this.#state.lifecycle](answer)
  }

  /** What a good answer means, by the state it finds the broker in. */
  readonly #byState: Readonly<Record<Lifecycle, (answer: Response<typeof BrokerHeartbeat>) => void>> = {
    STARTING: ({ isCaughtUp }) => {
      if (isCaughtUp) this.#caughtUp()
      this.#schedule(SOON_MS)
    },
    RECOVERY: ({ isFenced }) => {
      if (!isFenced) this.#unfenced()
      this.#scheduleAfterSuccess()
    },
    RUNNING: () => this.#scheduleAfterSuccess(),
    PENDING_CONTROLLED_SHUTDOWN: ({ shouldShutDown }) => this.#leaving(shouldShutDown),
    SHUTTING_DOWN: () => {},
    NOT_RUNNING: () => {},
  }

  #caughtUp(): void {
    this.#log('INFO', 'The broker has caught up. Transitioning from STARTING to RECOVERY.')
    this.#move('caughtUp')
    this.#state.waiting = true
    this.#owner.caughtUp()
    this.#state.waiting = false
  }

  #unfenced(): void {
    this.#log('INFO', 'The broker has been unfenced. Transitioning from RECOVERY to RUNNING.')
    this.#move('unfenced')
    this.#owner.unfenced()
  }

  #leaving(granted: boolean): void {
    if (granted) {
      this.#log('INFO', 'The controller has asked us to exit controlled shutdown.')
      this.#log('INFO', 'Transitioning from PENDING_CONTROLLED_SHUTDOWN to SHUTTING_DOWN.')
      this.#move('mayShutDown')
      return this.#owner.mayShutDown()
    }
    this.#log('INFO', 'The broker is in PENDING_CONTROLLED_SHUTDOWN state, still waiting for the active controller.')
    if (this.#state.shutdownHeard) this.#scheduleAfterSuccess()
    else this.#schedule(AFTER_FIRST_SHUTDOWN_ANSWER_MS)
    this.#state.shutdownHeard = true
  }

  #log(level: Level, text: string): void {
    this.#owner.log(level, 'BrokerLifecycleManager', `[BrokerLifecycleManager id=${this.#settings.nodeId}] ${text}`)
  }

  save(): Plain { return { ...this.#state } }
  load(state: Plain): void { this.#state = { ...(state as State) } }
}
