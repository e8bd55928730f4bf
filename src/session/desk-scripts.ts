import { createStore, type StoreApi } from 'zustand/vanilla'
import delays from './worlds/scripts/delays.ts?raw'
import flights from './worlds/scripts/flights.ts?raw'
import orders from './worlds/scripts/orders.ts?raw'
import watch from './worlds/scripts/watch.ts?raw'
import { createScripts, scriptsId, type ScriptsStore } from './scripts.ts'
import type { Session } from './session.ts'

/** Scripts that lie on the desk of the free world. */
const examples = { 'orders.ts': orders, 'watch.ts': watch, 'flights.ts': flights, 'delays.ts': delays }

/** The files that belong to what is on the page: the lesson's, or the free world's. Null while a lesson is being opened. */
export function deskScripts(session: Pick<Session, 'lesson' | 'route' | 'work'>): StoreApi<{ scripts: ScriptsStore | null }> {
  const opened = new Map<string, ScriptsStore>()
  const scriptsOf = (id: string, given: Readonly<Record<string, string>>): ScriptsStore => {
    let scripts = opened.get(id)
    if (!scripts) {
      opened.set(id, scripts = createScripts(session.work, id, given))
      void scripts.load()
    }
    return scripts
  }
  const now = () => {
    const { lesson } = session.lesson.getState()
    const { place } = session.route.getState()
    if (place.screen !== 'lesson') return { scripts: scriptsOf(scriptsId(place), examples) }
    if (lesson?.id !== place.lesson) return { scripts: null }
    return { scripts: lesson.solution?.scripts ?? scriptsOf(scriptsId(place), lesson.folder.files) }
  }
  const store = createStore<{ scripts: ScriptsStore | null }>(now)
  const follow = () => store.setState(now())
  session.lesson.subscribe(follow)
  session.route.subscribe(follow)
  return store
}
