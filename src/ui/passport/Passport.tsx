import './passport.css'
import { useEffect } from 'react'
import type { Step } from '../../session/look.ts'
import type { PartitionId } from '../../world/view.ts'
import { clock, count, duration } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { ride } from './rides.ts'
import { useTrail } from './use-trail.ts'
import { useSay, type Say } from './words.ts'

/** The way of one record, hand by hand, each with its moment and how long it took from the hand before. */
export const Passport = ({ partition, offset }: { partition: PartitionId; offset: number }) => {
  const say = useSay()
  const steps = useTrail(partition, offset)
  const end = useDesk(state => Math.max(-1, ...Object.values(state.view?.replicas[partition] ?? {}).map(log => log.end)))
  useEffect(() => {
    ride(steps)
    return () => ride([])
  }, [steps])
  return (
    <section className="passport" aria-label={say('title', { partition, offset: count(offset) })}>
      <h3>{say('title', { partition, offset: count(offset) })}</h3>
      {steps.length === 0
        ? <p className="note" role="status">{say(offset >= end ? 'awaited' : 'forgotten')}</p>
        : <ol>{steps.map((step, i) => <Stamp key={`${step.what} ${step.broker ?? step.group ?? ''} ${step.at}`} step={step} before={steps[i - 1]} say={say} />)}</ol>}
    </section>
  )
}

const Stamp = ({ step, before, say }: { step: Step; before: Step | undefined; say: Say }) => {
  const { seek } = useDo()
  return (
    <li className={`stamp ${step.what}`} title={say('source', { event: SOURCES[step.what] })}>
      <i aria-hidden="true" />
      <span>{wordsOf(step, say)}</span>
      <button className="mono link" onClick={() => seek(step.at)}>{clock(step.at)}</button>
      <span className="mono dim">{before ? `+${duration(step.at - before.at)}` : ''}</span>
    </li>
  )
}

/** The event each step was told by. */
const SOURCES: Readonly<Record<Step['what'], string>> = {
  sent: 'producer.sent', requested: 'producer.requested', appended: 'log.appended (leader)', replicated: 'log.appended (follower)', committed: 'hw.advanced (leader)',
  known: 'hw.advanced (follower)', acknowledged: 'producer.acknowledged', failed: 'producer.failed', cut: 'log.truncated', delivered: 'consumer.delivered', done: 'group.committed',
}

const wordsOf = (step: Step, say: Say): string => say(step.what === 'delivered' && step.group === null ? 'delivered-alone' : step.what, {
  who: step.who, broker: step.broker ?? '', group: step.group ?? '', n: step.offsets ? count(step.offsets.to - step.offsets.from + 1) : '',
  correlation: step.correlation ?? '', offset: count(step.offset ?? 0), acks: step.acks === -1 ? 'all' : step.acks ?? '', error: step.error ?? '',
})
