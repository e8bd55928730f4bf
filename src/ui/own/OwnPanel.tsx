import './own.css'
import { useEffect, useState } from 'react'
import { stepAt } from '../../lesson/own.ts'
import type { OpenedLesson } from '../../session/own/own.ts'
import { useDesk, useDo } from '../hooks.ts'
import { AuthorDialog } from './AuthorDialog.tsx'
import { goalWords, useSay } from './words.ts'

/** Above the world: a lesson that came with it, or one that is being recorded. */
export const OwnPanel = () => {
  const id = useDesk(state => state.worldId), recording = useDesk(state => state.recording)
  const { own } = useDo()
  const [opened, setOpened] = useState<OpenedLesson | null>(null)
  useEffect(() => {
    let wanted = true
    if (id) own.opened(id).then(lesson => { if (wanted) setOpened(lesson) }, () => {})
    return () => { wanted = false }
  }, [own, id])
  if (recording) return <Recording from={recording.from} />
  return opened && opened.id === id && <Playing key={opened.id} opened={opened} />
}

/** `from`: how much had been done when it began. */
const Recording = ({ from }: { from: number | null }) => {
  const say = useSay()
  const { own } = useDo()
  const n = useDesk(state => state.actions.length - (from ?? 0))
  const [isWriting, write] = useState(false)
  return (
    <section className="own" aria-label={say('title')}>
      <p role="status">{from === null ? say('no-past') : say('recording', { n: Math.max(0, n) })}</p>
      <div className="acts">
        {from !== null && <button className="btn small" onClick={() => write(true)}>{say('make')}</button>}
        <button className="btn quiet small" onClick={() => own.drop()}>{say('drop')}</button>
      </div>
      {isWriting && <AuthorDialog onClose={() => write(false)} />}
    </section>
  )
}

const Playing = ({ opened: { id, title, lesson, at: from } }: { opened: OpenedLesson }) => {
  const say = useSay()
  const { own, openShare, startOver } = useDo()
  const view = useDesk(state => state.view)
  // who looks back sees what was so; a goal asks what is
  const isNow = useDesk(({ time }) => time.now === time.head)
  const [kept, setKept] = useState(from)
  // the world that is still seen then is not the one that begins
  const [isOver, end] = useState(false)
  const at = view && isNow && !isOver ? stepAt(lesson, kept, view) : kept
  if (at !== kept) setKept(at)
  useEffect(() => { void own.keep(id, at) }, [own, id, at])
  const again = () => {
    end(true)
    void own.keep(id, 0).then(startOver)
  }
  const step = lesson.steps[at], isDone = at >= lesson.steps.length
  return (
    <section className="own" aria-label={title}>
      <h2>{title} <small>{isDone ? say('done') : say('at', { n: at + 1, of: lesson.steps.length })}</small></h2>
      {at === 0 && lesson.intro && <p className="words">{lesson.intro}</p>}
      <div aria-live="polite">{step && <p className="words">{step.text}</p>}</div>
      <ul>{lesson.steps.map(({ goal }, n) => goal && n <= at && <li key={n}>{n < at ? '✓' : '○'} {goalWords(say, goal)}</li>)}</ul>
      <div className="acts">
        {step && !step.goal && <button className="btn small" onClick={() => setKept(at + 1)}>{say('go-on')}</button>}
        <button className="btn quiet small" onClick={again}>{say('again')}</button>
        <button className="btn quiet small" onClick={() => openShare(true)}>{say('share')}</button>
      </div>
      {lesson.did.length > 0 && <details><summary>{say('author')}</summary><pre className="cmd scroll" tabIndex={0}>{lesson.did.join('\n')}</pre></details>}
    </section>
  )
}
