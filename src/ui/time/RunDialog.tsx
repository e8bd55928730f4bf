import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Condition } from '../../session/time/until.ts'
import { DAY, EVENTS, SECOND } from '../../session/time/until.ts'
import type { ClusterView, Micros, PartitionId } from '../../world/view.ts'
import { partitionIds } from '../../world/view-helpers.ts'
import { useDo, useWords, useWorld } from '../hooks.ts'

/** Asks until when the world is to run as fast as it goes: an event, a condition, a date. */
export const RunDialog = () => {
  const t = useWords()
  const { forks, step } = useDo()
  const view = useWorld()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  const close = () => forks.openRun(false)
  const done = (run: () => void) => { close(); run() }
  if (!view) return null
  return (
    <dialog ref={dialog} className="rundialog" aria-labelledby="run-title" onClose={close} onKeyDown={event => event.stopPropagation()}>
      <h2 id="run-title">{t('run.title')}</h2>
      <section>
        <h3>{t('run.time')}</h3>
        <p className="row">
          {SPANS.map(([key, span]) => <button key={key} className="btn quiet" onClick={() => done(() => forks.runFor(span))}>{t(key)}</button>)}
        </p>
        <DateForm view={view} onRun={span => done(() => forks.runFor(span))} />
      </section>
      <section>
        <h3>{t('run.event')}</h3>
        <EventForm onNext={() => done(step)} onRun={event => done(() => forks.runUntilEvent(event))} />
      </section>
      <section>
        <h3>{t('run.condition')}</h3>
        <ConditionForm view={view} onRun={condition => done(() => forks.runUntil(condition))} />
      </section>
      <button className="btn quiet" onClick={close}>{t('run.close')}</button>
    </dialog>
  )
}

const SPANS = [['run.10s', 10 * SECOND], ['run.1m', 60 * SECOND], ['run.1h', 3_600 * SECOND], ['run.1d', DAY], ['run.7d', 7 * DAY]] as const

const DateForm = ({ view, onRun }: { view: ClusterView; onRun(span: Micros): void }) => {
  const t = useWords()
  const now = new Date(view.wall).toISOString().slice(0, 19)
  const run = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wall = Date.parse(`${String(new FormData(event.currentTarget).get('date'))}Z`)
    if (wall > view.wall) onRun((wall - view.wall) * 1_000)
  }
  return (
    <form className="row" onSubmit={run}>
      <label>{t('run.date')} <input type="datetime-local" step="1" name="date" min={now} defaultValue={now} required /></label>
      <button className="btn quiet">{t('run.go')}</button>
    </form>
  )
}

const EventForm = ({ onNext, onRun }: { onNext(): void; onRun(event: string): void }) => {
  const t = useWords()
  const run = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onRun(String(new FormData(event.currentTarget).get('event')))
  }
  return (
    <form className="row" onSubmit={run}>
      <button type="button" className="btn quiet" onClick={onNext}>{t('run.next')}</button>
      <label>{t('run.kind')} <select name="event">{EVENTS.map(event => <option key={event} value={event}>{t(`event.${event}`)}</option>)}</select></label>
      <button className="btn quiet">{t('run.go')}</button>
    </form>
  )
}

const KINDS = ['isr', 'leader', 'records', 'committed', 'lost'] as const

const ConditionForm = ({ view, onRun }: { view: ClusterView; onRun(condition: Condition): void }) => {
  const t = useWords()
  const [kind, setKind] = useState<Condition['is']>('isr')
  const partitions = partitionIds(view).filter(id => !id.startsWith('__')), groups = Object.keys(view.groups)
  const run = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onRun(conditionOf(kind, new FormData(event.currentTarget)))
  }
  return (
    <form className="row" onSubmit={run}>
      <label>{t('run.what')} <select value={kind} onChange={event => setKind(event.target.value as Condition['is'])}>
        {KINDS.filter(each => each === 'lost' || partitions.length > 0 && (each !== 'committed' || groups.length > 0))
          .map(each => <option key={each} value={each}>{t(`run.${each}`)}</option>)}
      </select></label>
      {kind === 'committed' && <label>{t('run.group')} <select name="group">{groups.map(group => <option key={group}>{group}</option>)}</select></label>}
      {kind !== 'lost' && <label>{t('run.partition')} <select name="partition">{partitions.map(id => <option key={id}>{id}</option>)}</select></label>}
      <label>{t(kind === 'isr' ? 'run.equals' : kind === 'leader' ? 'run.broker' : 'run.at-least')} <input
        type="number" name="n" min={kind === 'lost' ? 1 : 0} defaultValue={kind === 'isr' ? 2 : 1} required /></label>
      <button className="btn">{t('run.go')}</button>
    </form>
  )
}

function conditionOf(is: Condition['is'], form: FormData): Condition {
  const n = Number(form.get('n')), partition = String(form.get('partition')) as PartitionId
  switch (is) {
    case 'isr': return { is, partition, size: n }
    case 'leader': return { is, partition, leader: n }
    case 'records': return { is, partition, atLeast: n }
    case 'committed': return { is, partition, group: String(form.get('group')), atLeast: n }
    case 'lost': return { is, atLeast: n }
  }
}
