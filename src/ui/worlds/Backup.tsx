import { useRef, useState } from 'react'
import { ShareError } from '../../session/share/problem.ts'
import type { RestorePlan } from '../../session/backup/restore.ts'
import type { ReadBackup } from '../desk.ts'
import { bytes, clock, count } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { refusal, useSay as useShareSay } from '../share/words.ts'
import { useSay, type Say } from './words.ts'

type State =
  | { readonly is: 'resting' | 'taking' | 'reading' | 'restored' }
  | { readonly is: 'taken'; readonly bytes: number }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'read'; readonly backup: ReadBackup }

/** Everything that is kept, as one file; and such a file taken in, once it has been said what that does. */
export const Backup = ({ onRestored }: { onRestored(): void }) => {
  const say = useSay()
  const { takeBackup, readBackup } = useDo()
  const input = useRef<HTMLInputElement>(null)
  const [state, become] = useState<State>({ is: 'resting' })
  const attempt = (under: 'taking' | 'reading', work: Promise<State>) => {
    become({ is: under })
    void work.then(become, (error: unknown) => become({ is: 'failed', error }))
  }
  const pick = async (file: File): Promise<State> => ({ is: 'read', backup: await readBackup(new Uint8Array(await file.arrayBuffer())) })
  return (
    <section className="backup" aria-label={say('backup')}>
      <h3>{say('backup')}</h3>
      <p className="note">{say('backup.what')}</p>
      <input
        ref={input} type="file" accept=".zip,application/zip" hidden data-testid="backup-file"
        onChange={event => { if (event.target.files?.[0]) attempt('reading', pick(event.target.files[0])) }}
      />
      <div className="acts">
        <button className="btn quiet" disabled={state.is === 'taking'} onClick={() => attempt('taking', takeBackup().then(size => ({ is: 'taken', bytes: size })))}>{say('backup.take')}</button>
        <button className="btn quiet" onClick={() => input.current?.click()}>{say('backup.open')}</button>
      </div>
      {state.is === 'read'
        ? <Plan backup={state.backup} onFailed={error => become({ is: 'failed', error })} onDone={() => { become({ is: 'restored' }); onRestored() }} />
        : <Said state={state} />}
    </section>
  )
}

const Said = ({ state }: { state: Exclude<State, { is: 'read' }> }) => {
  const say = useSay()
  const shareSay = useShareSay()
  if (state.is === 'failed') {
    const why = state.error instanceof ShareError ? refusal(shareSay, state.error) : say('backup.failed', { message: state.error instanceof Error ? state.error.message : String(state.error) })
    return <p className="note refused" role="alert">{why}</p>
  }
  return <p className="note" role="status">{state.is === 'resting' ? '' : say(`backup.${state.is}`, state.is === 'taken' ? { size: bytes(state.bytes) } : {})}</p>
}

const Plan = ({ backup: { plan, restore }, onDone, onFailed }: { backup: ReadBackup; onDone(): void; onFailed(error: unknown): void }) => {
  const say = useSay()
  const language = useDesk(state => state.settings.language)
  const called = useCalled()
  const [replaces, setReplaces] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const go = () => {
    setBusy(true)
    restore(replaces).then(onDone, onFailed)
  }
  return (
    <form onSubmit={event => { event.preventDefault(); go() }}>
      <p>{say('backup.of', { when: new Date(plan.madeAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }) })}</p>
      <ul className="plan">
        {plan.steps.map(step => <li key={step.world}>{lineOf({ ...step, name: called(step.name) }, replaces, say)}</li>)}
        <li>{say(replaces ? 'backup.rest.replaced' : 'backup.rest', { scripts: count(plan.scripts), lessons: count(plan.lessons) })}</li>
      </ul>
      <label className="replace"><input type="checkbox" checked={replaces} onChange={event => setReplaces(event.target.checked)} /> {say('backup.replace')}</label>
      <div className="acts">
        <button className="btn" autoFocus disabled={isBusy}>{say(isBusy ? 'backup.restoring' : 'backup.restore')}</button>
      </div>
    </form>
  )
}

const lineOf = ({ is, name, now }: RestorePlan['steps'][number], replaces: boolean, say: Say): string =>
  say(is === 'differs' && replaces ? 'backup.replaced' : `backup.${is}`, { name, time: clock(now) })

/** A world's name in words; lessons and the free one have ids alone. */
const useCalled = () => {
  const t = useWords()
  const lessons = useDesk(state => state.lessons)
  return (name: string): string => lessons.find(({ id }) => name === `lesson/${id}`)?.title ?? name.replace(/^three-racks/, t('world.three-racks'))
}
