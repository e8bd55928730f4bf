import { useDo, useWords } from '../hooks.ts'
import type { LessonCard } from '../lesson/types.ts'

const TRACKS = [1, 2, 3, 4, 5, 6, 7] as const

/** The lessons that exist, by track. A track is drawn as a log: done cells are committed, the open one is above the mark. `next`: where to go on. */
export const LessonMap = ({ lessons, next }: { lessons: readonly LessonCard[]; next: string | null }) => {
  const t = useWords()
  const { openLesson } = useDo()
  const tracks = TRACKS.map(track => ({ track, of: lessons.filter(l => l.track === track) })).filter(({ of }) => of.length > 0)
  const done = lessons.filter(l => l.state === 'done').length
  return (
    <section className="map" aria-label={t('home.map')}>
      {tracks.map(({ track, of }) => (
        <section className="track" key={track}>
          <h2><span>{track}</span>{t(`track.${track}`)}</h2>
          <div
            className="progress" role="img"
            aria-label={t('home.progress', { done: of.filter(l => l.state === 'done').length, of: of.length })}
          >{of.map(l => <i key={l.id} className={l.state} />)}</div>
          <ol>{of.map((l, i) => (
            <li key={l.id} className={l.state}>
              <button aria-current={l.id === next ? 'step' : undefined} onClick={() => openLesson(l.id)}>
                <span className="n">{l.state === 'done' ? '✓' : i + 1}</span>
                {l.title}
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
