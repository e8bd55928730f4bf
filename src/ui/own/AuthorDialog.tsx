import { useEffect, useRef, useState } from 'react'
import { goalKinds, OWN_LIMITS, predicates, type OwnGoal, type OwnGoalKind, type OwnStep } from '../../lesson/own.ts'
import { useDo } from '../hooks.ts'
import { useSay } from './words.ts'

const EMPTY: OwnStep = { text: '', goal: null }

/** Words and goals for what was recorded. */
export const AuthorDialog = ({ onClose }: { onClose(): void }) => {
  const say = useSay()
  const { own } = useDo()
  const dialog = useRef<HTMLDialogElement>(null)
  const [title, setTitle] = useState('')
  const [intro, setIntro] = useState('')
  const [steps, setSteps] = useState<readonly OwnStep[]>([EMPTY])
  const [did, setDid] = useState<readonly string[]>([])
  const [state, become] = useState<'writing' | 'saving' | Error>('writing')
  useEffect(() => {
    dialog.current?.showModal()
    void own.did().then(setDid, () => {})
  }, [own])
  const isWhole = title.trim() !== '' && steps.every(({ text }) => text.trim() !== '')
  const save = () => {
    become('saving')
    own.make(title.trim(), { intro: intro.trim(), steps, did }).catch((error: unknown) => become(error instanceof Error ? error : new Error(String(error))))
  }
  return (
    <dialog ref={dialog} className="share author" aria-label={say('title')} onClose={onClose} onKeyDown={event => event.stopPropagation()}>
      <h2>{say('title')}</h2>
      <p className="note">{say('what')}</p>
      <form onSubmit={event => { event.preventDefault(); save() }}>
        <label>{say('name')}<input autoFocus value={title} maxLength={60} onChange={event => setTitle(event.target.value)} /></label>
        <label>{say('intro')}<textarea rows={2} value={intro} maxLength={OWN_LIMITS.text} onChange={event => setIntro(event.target.value)} /></label>
        {steps.map((step, n) => (
          <StepForm key={n} n={n + 1} step={step} onChange={to => setSteps(all => all.with(n, to))} onRemove={steps.length > 1 ? () => setSteps(all => all.toSpliced(n, 1)) : null} />
        ))}
        <button className="btn quiet small" type="button" disabled={steps.length >= OWN_LIMITS.steps} onClick={() => setSteps(all => [...all, EMPTY])}>{say('add')}</button>
        {did.length > 0 && <details><summary>{say('did', { n: did.length })}</summary><pre className="cmd scroll" tabIndex={0}>{did.join('\n')}</pre></details>}
        {state instanceof Error && <p className="note refused" role="alert">{say('failed', { message: state.message })}</p>}
        <div className="acts">
          <button className="btn" disabled={!isWhole || state === 'saving'}>{say(state === 'saving' ? 'saving' : 'save')}</button>
          <button className="btn quiet" type="button" onClick={() => dialog.current?.close()}>{say('cancel')}</button>
        </div>
      </form>
    </dialog>
  )
}

const StepForm = ({ n, step, onChange, onRemove }: { n: number; step: OwnStep; onChange(to: OwnStep): void; onRemove: (() => void) | null }) => {
  const say = useSay()
  const goal = step.goal
  return (
    <fieldset>
      <legend>{say('step', { n })}</legend>
      <label>{say('text')}<textarea rows={2} value={step.text} maxLength={OWN_LIMITS.text} onChange={event => onChange({ ...step, text: event.target.value })} /></label>
      <label>{say('goal')}
        <select value={goal?.is ?? ''} onChange={event => onChange({ ...step, goal: event.target.value === '' ? null : { is: event.target.value as OwnGoalKind } })}>
          <option value="">{say('goal.none')}</option>
          {goalKinds.map(is => <option key={is} value={is}>{say(`is.${is}`)}</option>)}
        </select>
      </label>
      {goal && <Asked goal={goal} onChange={to => onChange({ ...step, goal: to })} />}
      {onRemove && <button className="btn quiet small" type="button" onClick={onRemove}>{say('remove', { n })}</button>}
    </fieldset>
  )
}

const Asked = ({ goal, onChange }: { goal: OwnGoal; onChange(to: OwnGoal): void }) => {
  const say = useSay()
  return predicates[goal.is].asks.map(what => (
    <label key={what}>{say(what)}
      {what === 'n'
        ? <input type="number" required min={0} max={1e9} value={goal.n ?? ''} onChange={event => onChange({ ...goal, n: Math.trunc(event.target.valueAsNumber) || 0 })} />
        : <input className="mono" required maxLength={249} value={goal[what] ?? ''} onChange={event => onChange({ ...goal, [what]: event.target.value })} />}
    </label>
  ))
}
