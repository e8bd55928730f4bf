import type { StoreApi } from 'zustand'
import { lessons as shelf, type LessonEntry } from '../../../lessons/index.ts'
import { titles } from '../../../lessons/titles.ts'
import type { Layout } from '../../session/settings.ts'
import type { LessonSession } from '../../session/lesson-session.ts'
import type { Session } from '../../session/session.ts'
import type { Lesson } from '../../lesson/types.ts'
import type { DeskDo, DeskState } from '../desk.ts'
import type { Language } from '../i18n/index.ts'
import type { LessonPlace } from './screen.ts'
import type { LessonCard } from './types.ts'

/** Keeps the lesson on the screen and the map of lessons up to date, and does what the lesson pane asks for. */
export const lessonDesk = (session: Session, store: StoreApi<DeskState>): Pick<DeskDo, 'openLesson' | 'lesson'> => {
  let now: { lesson: LessonSession; stop(): void } | null = null
  let drawing: Drawing | null = null
  /** The lesson whose panes are laid out; its solution is played, and come back from, with the panes as they are. */
  let laidOut = lessonFound(session)

  const cards = () =>
    store.setState(({ settings }) => ({
      lessons: shelf.map(entry => cardOf(entry, settings.language, session)),
      firstVisit: isFirst(session),
    }))
  const draw = () => {
    if (now && !drawing) void import('./drawing.ts').then(here => { drawing = here; draw() })
    else store.setState(({ settings }) => ({ lesson: now && screenOf(now.lesson, settings.language, drawing!) }))
  }
  const open = ({ lesson }: { lesson: LessonSession | null }) => {
    now?.stop()
    now = lesson && { lesson, stop: follow(lesson, draw) }
    if (lesson && lesson.id !== laidOut) session.layout.setState({ pane: 'lesson', ...panes[lesson.folder.lesson.opens] })
    if (lesson) laidOut = lesson.id
    draw()
  }

  session.lesson.subscribe(open)
  open(session.lesson.getState())
  session.visits.subscribe(cards)
  session.settings.subscribe(() => { cards(); draw() })
  cards()

  const send: LessonSession['player']['send'] = event => now?.lesson.player.send(event)
  return {
    openLesson: lesson => {
      session.visits.setState({ before: true })
      session.go({ screen: 'lesson', lesson })
    },
    lesson: {
      next: () => send({ type: 'next' }),
      predict: (ask, option) => send({ type: 'predict', ask, option }),
      hint: goal => send({ type: 'hint', goal }),
      solution: () => {
        send({ type: 'solution' })
        if (now) session.go({ screen: 'lesson', lesson: now.lesson.id, solution: true })
      },
      stop: () => now?.lesson.solution?.stop(),
      replay: () => void session.startOver(),
      own: () => { if (now) session.go({ screen: 'lesson', lesson: now.lesson.id }) },
      see: id => { if (now && drawing) see(id, now.lesson, drawing, session, store) },
    },
  }
}

const follow = (lesson: LessonSession, draw: () => void): () => void => {
  const subscription = lesson.player.subscribe(draw)
  const unlisten = lesson.solution?.store.subscribe(draw)
  return () => { subscription.unsubscribe(); unlisten?.() }
}

const isFirst = (session: Session): boolean => {
  const { before, begun } = session.visits.getState()
  return !before && begun.length === 0
}
/** The lesson this page is loaded with, begun before: its panes stay as they were left. One that is opened lays them out. */
const lessonFound = ({ route, visits }: Session): string | null => {
  const { place } = route.getState()
  return place.screen === 'lesson' && !place.solution && visits.getState().begun.includes(place.lesson) ? place.lesson : null
}

/** What lies open when a lesson begins. */
const panes: Readonly<Record<Lesson['opens'], Partial<Layout>>> = {
  editor: { tab: 'editor', dockOpen: true, dockFills: false, dock: 322 },
  stage: { tab: 'log', dockOpen: true, dockFills: false, dock: 200 },
  group: { tab: 'groups', dockOpen: true, dockFills: false, dock: 380 },
}

const cardOf = ({ id, track, minutes }: LessonEntry, language: Language, session: Session): LessonCard => {
  const { begun, done } = session.visits.getState()
  return { id, track, minutes, title: titleOf(id, language), state: done.includes(id) ? 'done' : begun.includes(id) ? 'begun' : 'new' }
}

const titleOf = (id: string, language: Language): string => titles[id]?.[language] ?? id

/** How a lesson is drawn is fetched with the first one. */
type Drawing = typeof import('./drawing.ts')

const screenOf = ({ id, folder, player, solution }: LessonSession, language: Language, { lessonScreen }: Drawing) => {
  const snapshot = player.getSnapshot()
  const place = placeOf(id, language)
  return lessonScreen(folder.texts[language], snapshot.context, place, snapshot.matches('done'), solution?.store.getState() ?? null)
}

const placeOf = (id: string, language: Language): LessonPlace => {
  const at = shelf.findIndex(entry => entry.id === id)
  const link = (entry: LessonEntry | undefined) => entry ? { id: entry.id, title: titleOf(entry.id, language) } : null
  return { place: at + 1, of: shelf.length, previous: link(shelf[at - 1]), next: link(shelf[at + 1]) }
}

const see = (id: string, lesson: LessonSession, { Remembered, seenOnPage }: Drawing, session: Session, store: StoreApi<DeskState>) => {
  const { view, told } = session.world.getState()
  const seen = view && lesson.folder.lesson.sees[id]
  if (!seen) return
  const past = new Remembered(view, '')
  past.add(told, view)
  const { selection, ring } = seenOnPage(seen(past), view, told)
  if (selection) session.select(selection)
  store.setState({ ring })
  if (selection?.is === 'event') session.layout.setState({ tab: 'log', dockOpen: true })
}
