import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { WorkStore } from '../storage/store.ts'

/** A store that outlives the page. Values someone else wrote, or an older page, are merged field by field over the defaults. */
export interface Kept<T extends object> {
  readonly store: StoreApi<T>
  /** Reads what was kept. Until then, and when nothing can be read, the defaults hold. */
  load(): Promise<void>
}

export function keep<T extends object>(work: WorkStore, id: string, defaults: T): Kept<T> {
  const store = createStore<T>(() => defaults)
  let isWriting = false, isStale = false, isLoading = false
  const write = async () => {
    if (isWriting) { isStale = true; return }
    isWriting = true
    do {
      isStale = false
      await work.put('settings', id, store.getState()).catch(() => {})
    } while (isStale)
    isWriting = false
  }
  store.subscribe(() => { if (!isLoading) void write() })
  return {
    store,
    async load() {
      const kept = await work.get('settings', id).catch(() => undefined)
      isLoading = true
      store.setState(merged(defaults, store.getState(), kept), true)
      isLoading = false
    },
  }
}

/** Fields the person changed before loading was done stay; unknown ones and such of another type are left out. */
function merged<T extends object>(defaults: T, now: T, kept: unknown): T {
  if (typeof kept !== 'object' || kept === null) return now
  const merged = { ...now }
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    const value = (kept as Partial<T>)[key]
    const fits = typeof value === typeof defaults[key] || defaults[key] === null || value === null
    if (value !== undefined && fits && now[key] === defaults[key]) merged[key] = value
  }
  return merged
}
