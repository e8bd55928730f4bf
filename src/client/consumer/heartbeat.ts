import { micros, type Micros } from '../../env/units.ts'
import type { ConsumerConfig } from '../config/consumer.ts'
import { NEVER } from '../waker.ts'

interface State { next: Micros; asked: boolean; sessionEnds: Micros; polledAt: Micros }
type Settings = Pick<ConsumerConfig, 'heartbeatIntervalMs' | 'sessionTimeoutMs' | 'maxPollIntervalMs'>

/** The clocks of a member: when to beat next, when the coordinator has been silent too long, when the application has (Heartbeat.java). */
export class HeartbeatClock {
  readonly #settings: Settings
  #state: State = { next: NEVER, asked: false, sessionEnds: NEVER, polledAt: 0 }

  constructor(settings: Settings) { this.#settings = settings }

  /** A generation began. */
  begin(now: Micros): void {
    this.#state.asked = false
    this.#state.next = now + this.#settings.heartbeatIntervalMs * micros.perMilli
    this.received(now)
  }
  stop(): void { Object.assign(this.#state, { next: NEVER, asked: false, sessionEnds: NEVER }) }
  polled(now: Micros): void { this.#state.polledAt = now }
  sent(now: Micros): void {
    this.#state.asked = true
    this.#state.next = now + this.#settings.heartbeatIntervalMs * micros.perMilli
  }
  answered(): void { this.#state.asked = false }
  received(now: Micros): void { this.#state.sessionEnds = now + this.#settings.sessionTimeoutMs * micros.perMilli }

  isDue(now: Micros): boolean { return this.#state.next <= now && !this.#state.asked }
  sessionEnded(now: Micros): boolean { return this.#state.sessionEnds <= now }
  pollEnded(now: Micros): boolean { return this.#pollEnds <= now }
  /** When the next of the three is due. */
  nextDue(now: Micros): Micros { return Math.min(this.#state.next > now ? this.#state.next : NEVER, this.#state.sessionEnds, this.#pollEnds) }

  get #pollEnds(): Micros { return this.#state.polledAt + this.#settings.maxPollIntervalMs * micros.perMilli }

  save(): unknown { return { ...this.#state } }
  load(state: unknown): void { this.#state = { ...state as State } }
}
