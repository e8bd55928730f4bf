import { useDo, useWords } from '../hooks.ts'
import { CheckedIcon, OpenIcon } from '../marks/Icons.tsx'
import { Inline } from './Prose.tsx'
import type { LessonScreen } from './types.ts'

/** Goals tick by themselves and show their evidence. Help belongs to the first goal not met, and to its reason. */
export const Goals = ({ lesson }: { lesson: LessonScreen }) => {
  const t = useWords()
  const door = useDo()
  const failing = lesson.goals.find(goal => !goal.met)
  return (
    <section className="goals">
      <h2>{t('lesson.goals')}</h2>
      <ul aria-live="polite">
        {lesson.goals.map(goal => (
          <li key={goal.id}>
            {goal.met ? <CheckedIcon /> : <OpenIcon />}
            <span>
              <span className="unseen">{t(goal.met ? 'goal.met' : 'goal.open')} </span>
              <Inline text={goal.title} />
              <small><Inline text={goal.because} /></small>
            </span>
          </li>
        ))}
      </ul>
      {failing && (
        <div className="ladder">
          {failing.hints.map((hint, i) => (
            <div className="rung" key={i}><b>{t('lesson.hint', { n: i + 1 })}</b><span><Inline text={hint} /></span></div>
          ))}
          {failing.more && (
            <div className="rung">
              <b>{t(failing.hints.length ? 'lesson.more-help' : 'lesson.help')}</b>
              <button className="link" onClick={() => door.lesson.hint(failing.id)}>{t('lesson.show-hint')}</button>
            </div>
          )}
          {lesson.solution && <Solution saying={lesson.solution.saying} />}
        </div>
      )}
    </section>
  )
}

/** The last rung: it plays visibly, sentence by sentence, and leaves the learner's files alone. */
const Solution = ({ saying }: { saying: string | null }) => {
  const t = useWords()
  const door = useDo()
  return (
    <div className="rung">
      <b>{t('lesson.solution')}</b>
      {saying ? <span><Inline text={saying} /></span> : (
        <span>
          <button className="link" onClick={() => door.lesson.solution()}>{t('lesson.show-solution')}</button>{' '}
          <span className="dim">{t('lesson.keeps-work')}</span>
        </span>
      )}
    </div>
  )
}
