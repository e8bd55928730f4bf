import type { Env, Plain, ProcessEvent, TimerId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'

export const NEVER: Micros = Number.MAX_SAFE_INTEGER

/** The one timer of a client. It wakes no later than was asked for; waking early is harmless, so an earlier one stays. */
export class Waker {
  readonly #env: Env
  readonly #client: string
  #armed: { id: TimerId; due: Micros } | null = null

  /** `client` tells the clients of one process apart. */
  constructor(env: Env, client: string) {
    this.#env = env
    this.#client = client
  }

  arm(due: Micros): void {
    if (due >= NEVER || (this.#armed && this.#armed.due <= due)) return
    if (this.#armed) this.#env.cancel(this.#armed.id)
    this.#armed = { id: this.#env.at(due, { client: this.#client }), due }
  }

  disarm(): void {
    if (this.#armed) this.#env.cancel(this.#armed.id)
    this.#armed = null
  }

  /** Whether the event is this timer going off. */
  woken(event: ProcessEvent): boolean {
    if (event.is !== 'timer' || (event.timer as { client?: string } | null)?.client !== this.#client) return false
    if (this.#armed?.id === event.id) this.#armed = null
    return true
  }

  save(): Plain { return this.#armed && { ...this.#armed } }
  load(state: Plain): void { this.#armed = state ? { ...state as { id: TimerId; due: Micros } } : null }
}
