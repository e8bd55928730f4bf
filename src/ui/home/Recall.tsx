import './recall.css'
import { useEffect, useState } from 'react'
import type { RecallQuestion } from '../../session/recall/recalling.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { Inline } from '../lesson/Prose.tsx'

/** Questions of lessons that were done, days later. Nothing is there while there is nothing to ask. */
export const Recall = () => {
  const t = useWords()
  const { recallDue } = useDo()
  const done = useDesk(state => state.lessons.filter(({ state }) => state === 'done').length)
  const language = useDesk(state => state.settings.language)
  const [questions, setQuestions] = useState<readonly RecallQuestion[]>([])
  useEffect(() => {
    let wanted = true
    recallDue().then(all => { if (wanted) setQuestions(all) }, () => {})
    return () => { wanted = false }
  }, [recallDue, done, language])
  if (questions.length === 0) return null
  return (
    <section className="recall" aria-label={t('recall.title')}>
      <h2>{t('recall.title')}</h2>
      <ul>{questions.map(each => <Question key={each.key} of={each} onAnswered={() => setQuestions(all => all.filter(other => other !== each))} />)}</ul>
    </section>
  )
}

const Question = ({ of: { key, lesson, question, answer }, onAnswered }: { of: RecallQuestion; onAnswered(): void }) => {
  const t = useWords()
  const { recalled } = useDo()
  const title = useDesk(state => state.lessons.find(({ id }) => id === lesson)?.title ?? lesson)
  const [isShown, show] = useState(false)
  const say = (knew: boolean) => void recalled(key, knew).then(onAnswered, onAnswered)
  return (
    <li>
      <p className="question"><Inline text={question} /></p>
      <small>{t('recall.from', { lesson: title })}</small>
      {isShown ? (
        <div role="status">
          <p><Inline text={answer} /></p>
          <div className="acts">
            <button className="btn quiet small" autoFocus onClick={() => say(true)}>{t('recall.knew')}</button>
            <button className="btn quiet small" onClick={() => say(false)}>{t('recall.not-yet')}</button>
          </div>
        </div>
      ) : <div className="acts"><button className="btn quiet small" onClick={() => show(true)}>{t('recall.show')}</button></div>}
    </li>
  )
}
