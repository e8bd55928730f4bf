import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WorkStore } from '../storage/store.ts'
import type { Place } from './route.ts'

/** A learner's files for one world or lesson. They outlive the world, and no reset touches them. */
export interface Scripts {
  readonly files: Readonly<Record<string, string>>
  /** As they were given; what `revert` goes back to. */
  readonly given: Readonly<Record<string, string>>
  /** What the learner had before they went back to the given text; it can be brought back. */
  readonly own: Readonly<Record<string, string>>
  readonly open: string
}

export interface ScriptsStore {
  readonly store: StoreApi<Scripts>
  write(file: string, source: string): void
  openFile(file: string): void
  revert(file: string): void
  /** The learner's own text again, after a `revert`. */
  restore(file: string): void
  /** Reads what was kept; until then the given files stand. */
  load(): Promise<void>
}

/** Under which name the scripts of a place are kept. */
export const scriptsId = (place: Place): string =>
  place.screen === 'lesson' ? `lesson/${place.lesson}` : place.screen === 'world' ? place.world ?? 'free' : 'free'

/** A file is at most this long; a script action takes no more. */
export const MAX_SOURCE = 1_000_000

export function createScripts(work: WorkStore, id: string, given: Readonly<Record<string, string>>): ScriptsStore {
  const store = createStore<Scripts>(() => ({ files: given, given, own: {}, open: Object.keys(given)[0] ?? '' }))
  let writing = Promise.resolve()
  const keep = () => {
    writing = writing.then(() => work.put('scripts', id, store.getState().files)).catch(() => {})
  }
  return {
    store,
    write(file, source) {
      if (source.length > MAX_SOURCE) return
      store.setState(({ files }) => ({ files: { ...files, [file]: source } }))
      keep()
    },
    openFile: file => store.setState({ open: file }),
    revert(file) {
      store.setState(({ files, own, given: first }) => ({ files: { ...files, [file]: first[file] ?? '' }, own: { ...own, [file]: files[file] ?? '' } }))
      keep()
    },
    restore(file) {
      store.setState(({ files, own }) => ({ files: { ...files, [file]: own[file] ?? files[file] ?? '' } }))
      keep()
    },
    async load() {
      const kept = await work.get('scripts', id).catch(() => undefined)
      if (typeof kept !== 'object' || kept === null) return
      const texts = Object.fromEntries(Object.entries(kept).filter(([name, text]) => typeof text === 'string' && name in given)) as Record<string, string>
      store.setState(({ files }) => ({ files: { ...files, ...texts } }))
    },
  }
}
