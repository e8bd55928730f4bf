import { createContext, use, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useStore, type StoreApi } from 'zustand'
import { afterShown } from '../session/frames.ts'
import type { ClusterView } from '../world/view.ts'
import { Calm } from './calm.ts'
import type { DeskDo, DeskState } from './desk.ts'
import { catalogues, translate, type Key, type Language, type Translate } from './i18n/index.ts'

/** The page's one door to the session. */
export interface Desk { store: StoreApi<DeskState>; do: DeskDo }
export const DeskContext = createContext<Desk | null>(null)

const useDeskDoor = (): Desk => {
  const desk = use(DeskContext)
  if (!desk) throw new Error('no desk around this component')
  return desk
}
export const useDesk = <T>(select: (state: DeskState) => T): T => useStore(useDeskDoor().store, select)
export const useDo = (): DeskDo => useDeskDoor().do
export const useDeskStore = (): StoreApi<DeskState> => useDeskDoor().store
export const useWorld = (): ClusterView | null => useDesk(state => state.view)

/** The words of the language chosen; those before until its catalogue has arrived, so that a page is drawn once for another language, and not twice. */
export const useWords = (): Translate => {
  const store = useDeskStore()
  const [words, setWords] = useState(() => catalogues.loaded(store.getState().settings.language))
  useEffect(() => {
    let wanted: Language | null = null
    const follow = ({ settings: { language } }: DeskState) => {
      if (language === wanted) return
      wanted = language
      void catalogues.load(language).then(loaded => { if (wanted === language) setWords(() => loaded) }, () => {})
    }
    follow(store.getState())
    const leave = store.subscribe(follow)
    return () => {
      wanted = null
      leave()
    }
  }, [store])
  return useMemo(() => (key: Key, values) => translate(words, key, values), [words])
}

/** The size of an element's content box, kept up to date. */
export const useSize = (): [RefObject<HTMLDivElement | null>, { width: number; height: number }] => {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setSize({
      width: Math.floor(entry!.contentRect.width), height: Math.floor(entry!.contentRect.height),
    }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}

export const useMedia = (query: string): boolean => {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const update = () => setMatches(list.matches)
    update()
    list.addEventListener('change', update)
    return () => list.removeEventListener('change', update)
  }, [query])
  return matches
}
/** Where the page changes shape: the side pane overlays, the lesson shares its column, one pane at a time. */
export const useBreakpoint = (): 'wide' | 'overlay' | 'shared' | 'narrow' => {
  const [overlay, shared, narrow] = [useMedia('(max-width: 1199px)'), useMedia('(max-width: 899px)'), useMedia('(max-width: 699px)')]
  return narrow ? 'narrow' : shared ? 'shared' : overlay ? 'overlay' : 'wide'
}

/**
 * Where the focus goes when a screen has taken the place of the one it was in: without it, the keyboard would begin at the top again.
 * Only a whole screen's own focus is taken over (a lesson comes after its stage), and a page nobody has touched yet begins at its top.
 */
export const useArrival = <T extends HTMLElement>(): RefObject<T | null> => {
  const ref = useRef<T>(null)
  useEffect(() => {
    const at = document.activeElement ?? document.body
    if (navigator.userActivation?.hasBeenActive && at.matches('body, main')) ref.current?.focus({ preventScroll: true })
  }, [])
  return ref
}

/** A value that follows once the next frame is on the screen: what a person did is seen before what it costs is drawn. */
export const useNextFrame = <T>(value: T): T => {
  const [followed, follow] = useState(value)
  useEffect(() => afterShown(() => follow(value)), [value])
  return followed
}

/** A value that follows at most so often: what nobody looks at need not be drawn with every view. */
export const useCalm = <T>(value: T, everyMs: number): T => {
  const [followed, follow] = useState(value)
  const [calm] = useState(() => new Calm<T>(everyMs, follow))
  useEffect(() => calm.hear(value), [calm, value])
  useEffect(() => () => calm.end(), [calm])
  return followed
}
