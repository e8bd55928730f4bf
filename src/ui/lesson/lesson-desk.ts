import type { StoreApi } from 'zustand'
import { lessons as shelf, type LessonEntry } from '../../../lessons/index.ts'
import type { LessonSession } from '../../session/lesson-session.ts'
import type { Session } from '../../session/session.ts'
import { Remembered } from '../../lesson/past.ts'
import type { DeskDo, DeskState } from '../desk.ts'
import type { Language } from '../i18n/index.ts'
import { lessonScreen, type LessonPlace } from './screen.ts'
import { seenOnPage } from './seen.ts'
import type { LessonCard } from './types.ts'

/** Keeps the lesson on the screen and the map of lessons up to date, and does what the lesson pane asks for. */
export const lessonDesk = (session: Session, store: StoreApi<DeskState>): Pick<DeskDo, 'openLesson' | 'lesson'> => {
  const titles = new Map<string, Readonly<Record<Language, string>>>()
  let now: { lesson: LessonSession; stop(): void } | null = null

  const cards = () =>
    store.setState(({ settings }) => ({
      lessons: shelf.map(entry => cardOf(entry, titles.get(entry.id)?.[settings.language], session)),
      firstVisit: isFirst(session),
    }))
  const draw = () => store.setState(({ settings }) => ({ lesson: now && screenOf(now.lesson, settings.language, titles) }))
  const open = ({ lesson }: { lesson: LessonSession | null }) => {
    now?.stop()
    now = lesson && { lesson, stop: follow(lesson, draw) }
    draw()
  }

  session.lesson.subscribe(open)
  open(session.lesson.getState())
  session.visits.subscribe(cards)
  session.settings.subscribe(() => { cards(); draw() })
  cards()
  void loadTitles(titles).then(() => { cards(); draw() })

  const send: LessonSession['player']['send'] = event => now?.lesson.player.send(event)
  return {
    openLesson: lesson => {
      session.visits.setState({ before: true })
      session.layout.setState({ pane: 'lesson', ...(opensEditor(lesson) && { tab: 'editor' as const, dockOpen: true }) })
      session.go({ screen: 'lesson', lesson })
    },
    lesson: {
      next: () => send({ type: 'next' }),
      predict: (ask, option) => send({ type: 'predict', ask, option }),
      hint: goal => send({ type: 'hint', goal }),
      solution: () => send({ type: 'solution' }),
      see: id => see(id, now?.lesson ?? null, session, store),
    },
  }
}

const follow = (lesson: LessonSession, draw: () => void): () => void => {
  const subscription = lesson.player.subscribe(draw)
  return () => subscription.unsubscribe()
}

const isFirst = (session: Session): boolean => {
  const { before, begun } = session.visits.getState()
  return !before && begun.length === 0
}
/** All lessons so far are scripts one runs. */
const opensEditor = (id: string): boolean => shelf.some(entry => entry.id === id)

const cardOf = ({ id, track, minutes }: LessonEntry, title: string | undefined, session: Session): LessonCard => {
  const { begun, done } = session.visits.getState()
  return { id, track, minutes, title: title ?? id, state: done.includes(id) ? 'done' : begun.includes(id) ? 'begun' : 'new' }
}

const screenOf = ({ id, folder, player }: LessonSession, language: Language, titles: ReadonlyMap<string, Readonly<Record<Language, string>>>) => {
  const snapshot = player.getSnapshot()
  return lessonScreen(folder.texts[language], snapshot.context, placeOf(id, entry => titles.get(entry.id)?.[language] ?? entry.id), snapshot.matches('done'))
}

const placeOf = (id: string, title: (entry: LessonEntry) => string): LessonPlace => {
  const at = shelf.findIndex(entry => entry.id === id)
  const link = (entry: LessonEntry | undefined) => entry ? { id: entry.id, title: title(entry) } : null
  return { place: at + 1, of: shelf.length, previous: link(shelf[at - 1]), next: link(shelf[at + 1]) }
}

/** A lesson's title stands in its text, which is loaded after the page stands. */
const loadTitles = async (titles: Map<string, Readonly<Record<Language, string>>>) => {
  await Promise.all(shelf.map(async entry => {
    const { texts } = await entry.load()
    const titleOf = (text: string) => /^# (.+)$/m.exec(text)?.[1] ?? entry.id
    titles.set(entry.id, { en: titleOf(texts.en), ko: titleOf(texts.ko) })
  }))
}

const see = (id: string, lesson: LessonSession | null, session: Session, store: StoreApi<DeskState>) => {
  const { view, told } = session.world.getState()
  const seen = view && lesson?.folder.lesson.sees[id]
  if (!seen) return
  const past = new Remembered(view)
  past.add(told, view)
  const { selection, ring } = seenOnPage(seen(past), view, told)
  if (selection) session.select(selection)
  store.setState({ ring })
  if (selection?.is === 'event') session.layout.setState({ tab: 'log', dockOpen: true })
}
