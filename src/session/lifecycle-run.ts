import type { Deed, Done, Edge, LifecycleContext, LifecycleEvent, LifecycleValue } from './lifecycle.ts'
import { ANYWHERE, NOBODY, stateOf } from './lifecycle.ts'

export interface LifecycleSnapshot { readonly value: LifecycleValue; readonly context: LifecycleContext }
export type Deeds = Readonly<Record<Deed, (context: LifecycleContext) => Promise<Done>>>

/** Follows the table of a world's life, and does what its states say. */
export class Lifecycle {
  readonly #deeds: Deeds
  readonly #listeners = new Set<() => void>()
  #now: LifecycleSnapshot = { value: 'none', context: NOBODY }

  constructor(deeds: Deeds) {
    this.#deeds = deeds
  }

  getSnapshot(): LifecycleSnapshot { return this.#now }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** An event of which the state says nothing is over with it. */
  send(event: LifecycleEvent): void {
    const { value, context } = this.#now
    const edges = (stateOf(value).on[event.type] ?? ANYWHERE[event.type] ?? []) as readonly Edge<LifecycleEvent>[]
    const edge = edges.find(({ when }) => when?.(event, context) ?? true)
    if (!edge || (edge.to === value && !edge.then)) return
    this.#now = { value: edge.to, context: { ...context, ...edge.then?.(context, event) } }
    this.#begin(this.#now)
    for (const listener of [...this.#listeners]) listener()
  }

  /** Lets go of the open world; it is stored, and nothing is open, when this resolves. */
  rest(): Promise<void> {
    return new Promise(resolve => {
      const unlisten = this.subscribe(() => {
        if (this.#now.value !== 'none') return
        unlisten()
        resolve()
      })
      this.send({ type: 'close' })
    })
  }

  /** What ends after its state was left, or entered again, is of no interest any more. */
  #begin(entered: LifecycleSnapshot): void {
    const { does } = stateOf(entered.value)
    if (!does) return
    const end = (event: Done) => { if (this.#now === entered) this.send(event) }
    this.#deeds[does](entered.context).then(end, (error: unknown) => end({ type: 'failed', error }))
  }
}
