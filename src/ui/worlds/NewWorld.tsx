import { useState, type ReactNode } from 'react'
import { BOUNDS, inBounds, isTopicName, templates, type Plan, type Template } from '../../session/worlds/made.ts'
import { useDo } from '../hooks.ts'
import { useSay } from './words.ts'

const CHOICES = ['one-broker', 'three-racks', 'five-brokers', 'twelve-brokers', 'kakao', 'plan'] as const
type Choice = Template | 'plan'

/** From a template or a topology of one's own to a running cluster. */
export const NewWorld = ({ onCancel }: { onCancel(): void }) => {
  const say = useSay()
  const { makeWorld } = useDo()
  const [choice, choose] = useState<Choice>('one-broker')
  const [name, setName] = useState('')
  const [plan, setPlan] = useState<Plan>({ ...templates['five-brokers'], brokers: 3, racks: 3, partitions: 6 })
  const isFit = choice !== 'plan' || isTopicName(plan.topic)
  const start = () => makeWorld(name.trim() || say(`template.${choice}`), choice === 'plan' ? { is: 'plan', plan: inBounds(plan) } : { is: 'template', template: choice })
  return (
    <form className="newworld" onSubmit={event => { event.preventDefault(); void start() }}>
      <Field label={say('template')}>
        <select autoFocus value={choice} onChange={event => choose(event.target.value as Choice)}>
          {CHOICES.map(each => <option key={each} value={each}>{say(`template.${each}`)}</option>)}
        </select>
      </Field>
      <Field label={say('name')}>
        <input value={name} maxLength={60} placeholder={say(`template.${choice}`)} onChange={event => setName(event.target.value)} />
      </Field>
      {choice === 'plan' && <Topology plan={plan} onChange={some => setPlan(before => ({ ...before, ...some }))} />}
      {choice === 'kakao' && <p className="note">{say('large')}</p>}
      {!isFit && <p className="note refused" role="alert">{say('bad-topic')}</p>}
      <div className="acts">
        <button className="btn" disabled={!isFit}>{say('start')}</button>
        <button className="btn quiet" type="button" onClick={onCancel}>{say('cancel')}</button>
      </div>
    </form>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => <label><span>{label}</span>{children}</label>

const Topology = ({ plan, onChange }: { plan: Plan; onChange(some: Partial<Plan>): void }) => {
  const say = useSay()
  const count = (key: 'brokers' | 'racks' | 'partitions' | 'replicationFactor', label: string, max: number) => (
    <Field label={label}>
      <input type="number" min={1} max={max} value={plan[key]} onChange={event => onChange(inBounds({ ...plan, [key]: event.target.valueAsNumber }))} />
    </Field>
  )
  return (
    <>
      {count('brokers', say('brokers'), BOUNDS.brokers)}
      {count('racks', say('racks'), plan.brokers)}
      <Field label={say('controller')}>
        <select value={plan.controller} onChange={event => onChange(inBounds({ ...plan, controller: event.target.value as Plan['controller'] }))}>
          {(['apart', 'combined'] as const).map(each => <option key={each} value={each}>{say(`controller.${each}`)}</option>)}
        </select>
      </Field>
      <Field label={say('topic')}><input className="mono" value={plan.topic} maxLength={249} onChange={event => onChange({ topic: event.target.value })} /></Field>
      {count('partitions', say('partitions'), BOUNDS.partitions)}
      {count('replicationFactor', say('rf'), plan.brokers)}
      <Field label={say('profile')}>
        <select value={plan.profile} onChange={event => onChange({ profile: event.target.value as Plan['profile'] })}>
          {(['laptop', 'zero'] as const).map(each => <option key={each} value={each}>{say(`profile.${each}`)}</option>)}
        </select>
      </Field>
    </>
  )
}
