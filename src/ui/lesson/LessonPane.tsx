import './lesson.css'
import { useEffect, useRef } from 'react'
import { useArrival, useDesk, useDo, useWords } from '../hooks.ts'
import { AskCard, ResultCard } from './Cards.tsx'
import { Goals } from './Goals.tsx'
import { Prose } from './Prose.tsx'
import { SolutionPane } from './SolutionPane.tsx'
import type { LessonScreen, StepScreen } from './types.ts'

/** What the left column shows: the learner's own lesson, or its solution while that plays. */
export const Lesson = ({ lesson }: { lesson: LessonScreen }) =>
  lesson.solution ? <SolutionPane lesson={lesson} solution={lesson.solution} /> : <LessonPane lesson={lesson} />

/** The reading column: text, steps, the bet and its card, goals with their help, and where to go next. */
const LessonPane = ({ lesson }: { lesson: LessonScreen }) => {
  const t = useWords()
  const door = useDo()
  const title = useArrival<HTMLHeadingElement>()
  const last = useRef<HTMLDivElement>(null)
  const wentOn = useRef(false)
  useEffect(() => {
    if (lesson.steps.length > 1) last.current?.scrollIntoView({ block: 'nearest' })
    // the button that was pressed may be gone: one reads on where the new step begins
    if (wentOn.current) last.current?.focus({ preventScroll: true })
    wentOn.current = false
  }, [lesson.steps.length])
  const goOn = () => {
    wentOn.current = true
    door.lesson.next()
  }
  return (
    <article className="lesson" aria-label={lesson.title}>
      <div className="reading scroll" tabIndex={-1}>
        <div className="where">{t('lesson.where', { track: t(`track.${lesson.track as 1}`), place: lesson.place, of: lesson.of })}</div>
        <h1 ref={title} tabIndex={-1}>{lesson.title}</h1>
        <Prose text={lesson.lede} />
        {lesson.steps.map((step, i) => (
          <div key={`${step.kind} ${step.id}`} className="step" tabIndex={-1} ref={i === lesson.steps.length - 1 ? last : undefined}><Step step={step} /></div>
        ))}
        {(lesson.mayGoOn || lesson.waits) && (
          <p><button className="btn quiet small" disabled={lesson.waits} onClick={goOn}>{t('lesson.go-on')}</button></p>
        )}
        <p className="dim" role="status">{lesson.waits && t('lesson.waits')}</p>
        <Goals lesson={lesson} />
        {lesson.after && <After after={lesson.after} />}
      </div>
      <Foot lesson={lesson} />
    </article>
  )
}

const Step = ({ step }: { step: StepScreen }) => {
  switch (step.kind) {
    case 'text': return <Prose text={step.body} />
    case 'ask': return <AskCard ask={step} />
    case 'card': return <ResultCard card={step} />
  }
}

const After = ({ after }: { after: NonNullable<LessonScreen['after']> }) => {
  const t = useWords()
  return (
    <>
      {after.transfer && <section className="after"><Prose text={after.transfer} /></section>}
      {after.recall.length > 0 && (
        <section className="after">
          <h2>{t('lesson.recall')}</h2>
          {after.recall.map(r => <details key={r.id}><summary>{r.question}</summary><p>{r.answer}</p></details>)}
        </section>
      )}
      {after.note && <details className="notebox"><summary>{t('lesson.note')}</summary><Prose text={after.note} /></details>}
    </>
  )
}

const Foot = ({ lesson }: { lesson: LessonScreen }) => {
  const t = useWords()
  const lessons = useDesk(state => state.lessons)
  const { openLesson, go } = useDo()
  return (
    <footer className="lessonfoot">
      {lesson.previous
        ? <button className="btn quiet small" title={lesson.previous.title} onClick={() => openLesson(lesson.previous!.id)}>‹ <span className="cut">{lesson.previous.title}</span></button>
        : <button className="btn quiet small" onClick={() => go('home')}>‹ {t('lesson.map')}</button>}
      <span className="dots" role="img" aria-label={t('lesson.place', { place: lesson.place, of: lesson.of })}>
        {lessons.map(({ id, state }) => <i key={id} className={state === 'done' ? 'done' : id === lesson.id ? 'now' : ''} />)}
      </span>
      <button className="btn small" title={lesson.next?.title} disabled={!lesson.done} onClick={() => lesson.next ? openLesson(lesson.next.id) : go('home')}>
        <span className="cut">{lesson.next ? t('lesson.next', { title: lesson.next.title }) : t('lesson.map')}</span> ›
      </button>
    </footer>
  )
}
