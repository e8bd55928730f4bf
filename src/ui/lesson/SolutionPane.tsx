import { useArrival, useDo, useWords } from '../hooks.ts'
import { GoalList } from './Goals.tsx'
import { Inline } from './Prose.tsx'
import type { LessonScreen, SolutionScreen } from './types.ts'

/** The solution while it plays: what it does, sentence by sentence, and the way back to the learner's own world. */
export const SolutionPane = ({ lesson, solution }: { lesson: LessonScreen; solution: SolutionScreen }) => {
  const t = useWords()
  const title = useArrival<HTMLHeadingElement>()
  return (
    <article className="lesson" aria-label={t('solution.of', { title: lesson.title })}>
      <div className="reading scroll" tabIndex={-1}>
        <div className="where">{lesson.title}</div>
        <h1 ref={title} tabIndex={-1}>{t('lesson.solution')}</h1>
        <p>{t('solution.apart')}</p>
        <Says says={solution.says} />
        <p className="solution-state" role="status">{solution.is === 'failed' ? t('solution.failed', { message: solution.message }) : t(`solution.${solution.is}`)}</p>
        <section className="goals"><h2>{t('lesson.goals')}</h2><GoalList goals={lesson.goals} met="seen" /></section>
      </div>
      <Ways is={solution.is} />
    </article>
  )
}

const Says = ({ says }: Pick<SolutionScreen, 'says'>) => {
  const t = useWords()
  return (
    <ol className="says">
      {says.map((each, i) => (
        <li key={i} className={each.mark} aria-current={each.mark === 'now' ? 'step' : undefined}>
          <span className="unseen">{t(`solution.mark.${each.mark}`)} </span>
          <Inline text={each.text} />
          {each.deeds.map((deed, n) => <code key={n}>{t(deed.label, deed.values)}</code>)}
        </li>
      ))}
    </ol>
  )
}

const Ways = ({ is }: Pick<SolutionScreen, 'is'>) => {
  const t = useWords()
  const { lesson } = useDo()
  return (
    <footer className="lessonfoot">
      {is === 'playing'
        ? <button className="btn quiet small" onClick={() => lesson.stop()}>{t('solution.stop-it')}</button>
        : <button className="btn quiet small" onClick={() => lesson.replay()}>{t('solution.again')}</button>}
      <span className="spring" />
      <button className="btn small" onClick={() => lesson.own()}>{t('solution.back')}</button>
    </footer>
  )
}
