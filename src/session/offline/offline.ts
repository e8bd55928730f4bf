import { createStore, type StoreApi } from 'zustand/vanilla'
import { isStoredSaid, TAKE_OVER } from '../../offline/messages.ts'

export { SCRIPT } from '../../offline/messages.ts'

/**
 * How much of the page is here without a network.
 * - `no`: this browser keeps no pages, or refused to
 * - `storing`: `done` of `of` files
 * `newer`: another version is stored whole, and waits for a word.
 */
export interface Offline { readonly stored: 'unknown' | 'no' | 'storing' | 'whole'; readonly done: number; readonly of: number; readonly newer: boolean }
export const UNKNOWN: Offline = { stored: 'unknown', done: 0, of: 0, newer: false }

/** As much of a browser as it takes; a test brings its own. */
export interface OfflineParts {
  readonly workers: Pick<ServiceWorkerContainer, 'controller' | 'register' | 'addEventListener'>
  readonly script: string
  onShown(then: () => void): void
  /** Whether what is open outlives the tab; while it does not, nobody goes over. */
  isKept(): boolean
  /** Stores all there is; nothing is open then. */
  rest(): Promise<void>
  reload(): void
}

/**
 * Has the page stored, and watches for newer versions. None takes over by itself: when a person says so (`switchVersion`), what is open is
 * stored first, here and then in every other tab, for all of them go over at once.
 */
export class OfflinePage {
  readonly store: StoreApi<Offline> = createStore(() => UNKNOWN)
  readonly #parts: OfflineParts
  #registration: ServiceWorkerRegistration | undefined

  constructor(parts: OfflineParts) { this.#parts = parts }

  async begin(): Promise<void> {
    const { workers, script, onShown } = this.#parts
    // who has no version yet does not change to another when it gets its first
    let isOfVersion = workers.controller !== null
    workers.addEventListener('controllerchange', () => {
      if (isOfVersion) void this.#goOver()
      isOfVersion = true
    })
    workers.addEventListener('message', ({ data }: MessageEvent<unknown>) => { if (isStoredSaid(data)) this.#tell({ done: data.stored, of: data.of }) })
    this.#registration = await workers.register(script).catch(() => undefined)
    if (!this.#registration) return this.#tell({ stored: 'no' })
    this.#registration.addEventListener('updatefound', () => this.#follow())
    this.#follow()
    // browsers look for a newer version by themselves, but only when they find the time
    const look = () => void this.#registration?.update().catch(() => {})
    look()
    onShown(look)
  }

  /** Does nothing while there is no newer version. */
  async switchVersion(): Promise<void> {
    const { waiting } = this.#registration ?? {}
    if (!waiting || !this.#parts.isKept()) return
    await this.#parts.rest()
    waiting.postMessage(TAKE_OVER)
  }

  async #goOver(): Promise<void> {
    if (!this.#parts.isKept()) return
    await this.#parts.rest()
    this.#parts.reload()
  }

  #follow(): void {
    const { installing } = this.#registration!
    installing?.addEventListener('statechange', () => this.#look())
    this.#look()
  }

  #look(): void {
    const { active, waiting, installing } = this.#registration!
    this.#tell({ stored: active ? 'whole' : installing || waiting ? 'storing' : 'no', newer: active !== null && waiting !== null })
  }

  #tell(some: Partial<Offline>): void { this.store.setState(some) }
}
