import type { Locks } from './locks.ts'

/** `navigator.locks` as far as one name goes: `ifAvailable`, `steal`, and the rejection of whoever was stolen from. */
export class TabLocks {
  #holder: { reject(error: unknown): void } | null = null

  readonly request = ((name: string, options: LockOptions, granted: (lock: Lock | null) => unknown) => new Promise<unknown>((resolve, reject) => {
    if (this.#holder && !options.steal) return resolve(granted(null))
    this.#holder?.reject(new DOMException('stolen', 'AbortError'))
    const mine = this.#holder = { reject }
    const done = () => { if (this.#holder === mine) this.#holder = null }
    Promise.resolve(granted({ mode: 'exclusive', name })).then(value => { done(); resolve(value) }, reject)
  })) as Locks['request']
}
