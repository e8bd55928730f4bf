import { after } from '../../../lessons/after.ts'
import { useDo, useWords } from '../hooks.ts'
import type { Key } from '../i18n/index.ts'
import type { LessonCard } from '../lesson/types.ts'

const TRACKS = [1, 2, 3, 4, 5, 6, 7] as const
/** What a track without lessons would be about. */
const UNWRITTEN: Partial<Record<typeof TRACKS[number], Key>> = { 2: 'home.unwritten.2', 5: 'home.unwritten.5', 6: 'home.unwritten.6', 7: 'home.unwritten.7' }

/** The seven tracks, and of each the lessons that exist. A track is drawn as a log: done cells are committed, the open one is above the mark. `next`: where to go on. */
export const LessonMap = ({ lessons, next }: { lessons: readonly LessonCard[]; next: string | null }) => {
  const t = useWords()
  const { openLesson } = useDo()
  const tracks = TRACKS.map(track => ({ track, of: lessons.filter(l => l.track === track) }))
  const done = lessons.filter(l => l.state === 'done').length
  return (
    <section className="map" aria-label={t('home.map')}>
      {tracks.map(({ track, of }) => (
        <section className="track" key={track}>
          <h2><span>{track}</span>{t(`track.${track}`)}</h2>
          {of.length === 0 ? <><div className="progress none" aria-hidden="true"><i /></div><p className="note">{t(UNWRITTEN[track] ?? 'home.unwritten')}</p></> : <div
            className="progress" role="img"
            aria-label={t('home.progress', { done: of.filter(l => l.state === 'done').length, of: of.length })}
          >{of.map(l => <i key={l.id} className={l.state} />)}</div>}
          <ol>{of.map((l, i) => (
            <li key={l.id} className={l.state}>
              <button aria-current={l.id === next ? 'step' : undefined} onClick={() => openLesson(l.id)}>
                <span className="n">{l.state === 'done' ? '✓' : i + 1}</span>
                <span>{l.title}<After lesson={l} lessons={lessons} /></span>
                <small>{t('home.minutes', { n: l.minutes })}</small>
              </button>
            </li>
          ))}</ol>
        </section>
      ))}
      <p className="note mapfoot">{t('home.done', { done, of: lessons.length })}</p>
    </section>
  )
}

/** What is best taken before, as long as it is not done. */
const After = ({ lesson: { id, state }, lessons }: { lesson: LessonCard; lessons: readonly LessonCard[] }) => {
  const t = useWords()
  const open = state === 'new' ? lessons.filter(each => after[id]?.includes(each.id) && each.state !== 'done') : []
  return open.length > 0 && <span className="advice">{t('home.after', { lessons: open.map(({ title }) => title).join(', ') })}</span>
}
