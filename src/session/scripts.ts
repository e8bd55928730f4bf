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
  /** The file that was taken away last, and where it stood. */
  readonly gone: { readonly file: string; readonly source: string; readonly at: number } | null
}

export interface ScriptsStore {
  /** Under which name they are kept. */
  readonly id: string
  readonly store: StoreApi<Scripts>
  write(file: string, source: string): void
  openFile(file: string): void
  /** Opens a new file, called as near to `name` as is free; its name. */
  add(name: string, source: string): string
  /** The file keeps its place. False when it may not be called so. */
  rename(file: string, name: string): boolean
  duplicate(file: string): void
  remove(file: string): void
  /** The file taken away last stands where it stood. */
  bringBack(): void
  revert(file: string): void
  /** The learner's own text again, after a `revert`. */
  restore(file: string): void
  /** Reads what was kept; until then the given files stand. */
  load(): Promise<void>
}

/** Under which name the scripts of a place are kept; those of a solution have a name too, though nothing of them is kept. */
export const scriptsId = (place: Place): string =>
  place.screen === 'lesson' ? `lesson/${place.lesson}${place.solution ? '/solution' : ''}` : place.screen === 'world' ? place.world ?? 'free' : 'free'

/** A file is at most this long; a script action takes no more. */
export const MAX_SOURCE = 1_000_000

/** Names of the world's own processes; a script of that name would take their place. */
const TAKEN = /^(admin|terminal|((broker|controller|page)-.*))\.ts$/
/** What a file may be called: its process is named after it. */
export const isFileName = (name: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,59}\.(ts|properties)$/u.test(name) && !TAKEN.test(name)

type Files = Readonly<Record<string, string>>

/** A file given that is not there any more was taken away; kept as `null`, so that it does not come back. */
const keptOf = ({ files, given }: Scripts): Record<string, string | null> =>
  ({ ...files, ...Object.fromEntries(Object.keys(given).flatMap(file => file in files ? [] : [[file, null]])) })

/** In the order they were kept, then those given since. */
function filesIn(kept: object, given: Files): Files {
  const known = Object.entries(kept).filter(([name]) => isFileName(name) || name in given)
  const order = [...known.map(([name]) => name), ...Object.keys(given).filter(name => !(name in kept))]
  return Object.fromEntries(order.flatMap(name => {
    const text: unknown = name in kept ? (kept as Record<string, unknown>)[name] : given[name]
    return typeof text === 'string' ? [[name, text]] : []
  }))
}

/** `orders.ts`, or `orders-2.ts` where that is taken. */
function freeName(name: string, files: Files): string {
  const [stem, end] = [name.replace(/\.\w+$/, ''), /\.\w+$/.exec(name)?.[0] ?? '']
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${stem}-${n}${end}`
    if (!(free in files)) return free
  }
}

const placed = (files: Files, at: number, file: string, source: string): Files =>
  Object.fromEntries(Object.entries(files).toSpliced(at, 0, [file, source]))

export function createScripts(work: WorkStore, id: string, given: Files): ScriptsStore {
  const store = createStore<Scripts>(() => ({ files: given, given, own: {}, open: Object.keys(given)[0] ?? '', gone: null }))
  let writing = Promise.resolve()
  const change = (how: (scripts: Scripts) => Partial<Scripts>) => {
    store.setState(how)
    writing = writing.then(() => work.put('scripts', id, keptOf(store.getState()))).catch(() => {})
  }
  const add = (name: string, source: string): string => {
    const free = freeName(name, store.getState().files)
    change(({ files }) => ({ files: { ...files, [free]: source }, open: free }))
    return free
  }
  return {
    id, store, add,
    write(file, source) {
      if (source.length <= MAX_SOURCE) change(({ files }) => ({ files: { ...files, [file]: source } }))
    },
    openFile: file => store.setState({ open: file }),
    rename(file, name) {
      const { files, open } = store.getState()
      if (name === file) return true
      if (!isFileName(name) || name in files || !(file in files)) return false
      change(() => ({
        files: Object.fromEntries(Object.entries(files).map(([each, source]) => [each === file ? name : each, source])), open: open === file ? name : open,
      }))
      return true
    },
    duplicate: file => { add(file, store.getState().files[file] ?? '') },
    remove: file => change(({ files, open }) => {
      const names = Object.keys(files), at = names.indexOf(file)
      const { [file]: source = '', ...rest } = files
      return { files: rest, gone: { file, source, at }, open: open === file ? names[at + 1] ?? names[at - 1] ?? '' : open }
    }),
    bringBack: () => change(({ files, gone }) => {
      if (!gone) return {}
      const file = freeName(gone.file, files)
      return { files: placed(files, gone.at, file, gone.source), open: file, gone: null }
    }),
    revert: file => change(({ files, own, given: first }) =>
      ({ files: { ...files, [file]: first[file] ?? '' }, own: { ...own, [file]: files[file] ?? '' } })),
    restore: file => change(({ files, own }) => ({ files: { ...files, [file]: own[file] ?? files[file] ?? '' } })),
    async load() {
      const kept = await work.get('scripts', id).catch(() => undefined)
      if (typeof kept !== 'object' || kept === null) return
      store.setState(({ given: first, open }) => {
        const files = filesIn(kept, first)
        return { files, open: open in files ? open : Object.keys(files)[0] ?? '' }
      })
    },
  }
}
