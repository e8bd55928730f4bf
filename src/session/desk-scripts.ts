import { createStore, type StoreApi } from 'zustand/vanilla'
import delays from './worlds/scripts/delays.ts?raw'
import flights from './worlds/scripts/flights.ts?raw'
import orders from './worlds/scripts/orders.ts?raw'
import watch from './worlds/scripts/watch.ts?raw'
import type { LessonSession } from './lesson-session.ts'
import { createScripts, scriptsId, type ScriptsStore } from './scripts.ts'
import type { Session } from './session.ts'
import { solutionFiles } from './solution-files.ts'

/** Scripts that lie on the desk of the free world. */
const examples = { 'orders.ts': orders, 'watch.ts': watch, 'flights.ts': flights, 'delays.ts': delays }

export interface DeskScripts {
  /** The files that belong to what is on the page: the lesson's, or the free world's. Null while a lesson is being opened. */
  readonly scripts: ScriptsStore | null
  /** The same files as the lesson's solution leaves them; null before it was asked for, or the lesson done. */
  readonly solution: Readonly<Record<string, string>> | null
}
type Place = Pick<Session, 'lesson' | 'route' | 'work' | 'visits'>

/** One desk a session, whoever asks for it: the editor writes, the terminal reads. */
const desks = new WeakMap<Session['route'], StoreApi<DeskScripts>>()

export function deskScripts(session: Place): StoreApi<DeskScripts> {
  const desk = desks.get(session.route) ?? laid(session)
  desks.set(session.route, desk)
  return desk
}

function laid(session: Place): StoreApi<DeskScripts> {
  const opened = new Map<string, ScriptsStore>()
  const scriptsOf = (id: string, given: Readonly<Record<string, string>>): ScriptsStore => {
    let scripts = opened.get(id)
    if (!scripts) {
      opened.set(id, scripts = createScripts(session.work, id, given))
      void scripts.load()
    }
    return scripts
  }
  const mayCompare = ({ id, player }: LessonSession) => player.getSnapshot().context.solutionSeen || session.visits.getState().done.includes(id)
  const now = (): DeskScripts => {
    const { lesson } = session.lesson.getState()
    const { place } = session.route.getState()
    if (place.screen !== 'lesson') return { scripts: scriptsOf(scriptsId(place), examples), solution: null }
    if (lesson?.id !== place.lesson) return { scripts: null, solution: null }
    if (lesson.solution) return { scripts: lesson.solution.scripts, solution: null }
    const { folder } = lesson
    return { scripts: scriptsOf(scriptsId(place), folder.files), solution: mayCompare(lesson) ? solutionFiles(folder.lesson, folder.files) : null }
  }
  const store = createStore(now)
  const follow = () => store.setState(now())
  session.lesson.subscribe(follow)
  session.route.subscribe(follow)
  session.visits.subscribe(follow)
  return store
}
