import { useDo, useWords } from '../hooks.ts'
import { CheckedIcon, OpenIcon, SeenIcon } from '../marks/Icons.tsx'
import { Inline } from './Prose.tsx'
import type { GoalScreen, LessonScreen } from './types.ts'

/** Goals tick by themselves and show their evidence. Help belongs to the first goal not met, and to its reason. */
export const Goals = ({ lesson }: { lesson: LessonScreen }) => {
  const t = useWords()
  const door = useDo()
  const failing = lesson.goals.find(goal => !goal.met)
  return (
    <section className="goals">
      <h2>{t('lesson.goals')}</h2>
      <GoalList goals={lesson.goals} met="met" />
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
          {lesson.help !== 'hints' && <Solution again={lesson.help === 'seen'} />}
        </div>
      )}
    </section>
  )
}

/** `met`: what a ticked goal is called here; in the solution's world nobody has met it, it has been seen. */
export const GoalList = ({ goals, met }: { goals: readonly GoalScreen[]; met: 'met' | 'seen' }) => {
  const t = useWords()
  return (
    <ul aria-live="polite">
      {goals.map(goal => (
        <li key={goal.id}>
          {!goal.met ? <OpenIcon /> : met === 'met' ? <CheckedIcon /> : <SeenIcon />}
          <span>
            <span className="unseen">{t(goal.met ? `goal.${met}` : 'goal.open')} </span>
            <Inline text={goal.title} />
            <small><Inline text={goal.because} /></small>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The last rung: it plays visibly, sentence by sentence, in a world of its own. */
const Solution = ({ again }: { again: boolean }) => {
  const t = useWords()
  const { lesson } = useDo()
  return (
    <div className="rung">
      <b>{t('lesson.solution')}</b>
      <span>
        <button className="link" onClick={() => lesson.solution()}>{t(again ? 'lesson.show-again' : 'lesson.show-solution')}</button>{' '}
        <span className="dim">{t('lesson.keeps-work')}</span>
      </span>
    </div>
  )
}
