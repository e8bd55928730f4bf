import { useMemo, useState, type FormEvent } from 'react'
import type { Sample } from '../../session/look.ts'
import { metricOf } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDo } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { saidOf, signOf, type Alert, type Threshold } from './thresholds.ts'
import { useLastSample } from './use-samples.ts'
import type { Say } from './words.ts'

interface Props {
  thresholds: readonly Threshold[]
  alerts: readonly Alert[]
  samples: readonly Sample[]
  /** The metric one came for. */
  asked: string
  say: Say
  onSeek(at: Micros): void
}

/** Beyond which values metrics ask for somebody: the usual ones, and what the person makes of them. Kept with the settings. */
export const Thresholds = ({ thresholds, alerts, samples, asked, say, onSeek }: Props) => {
  const { set } = useDo()
  const change = (next: Threshold[] | null): void => set({ thresholds: next })
  const rows = thresholds.map(threshold => ({ threshold, alert: alerts.find(each => each.threshold === threshold) }))
  const lines = () => rows.map(({ threshold, alert }) => ({ ...threshold, fires: alert !== undefined, since: alert ? clock(alert.since) : '', on: alert?.breaches.map(({ on }) => on).join(' ') ?? '' }))
  return (
    <div className="beans">
      <div className="bar">
        <AddThreshold key={asked} asked={asked} samples={samples} say={say} onAdd={added => change([...thresholds.filter(each => saidOf(each) !== saidOf(added)), added])} />
        <span className="spring" />
        <button className="btn quiet small" onClick={() => change(null)}>{say('usual')}</button>
        <TakeAlong tab="metrics" name="thresholds" lines={lines} disabled={rows.length === 0} />
      </div>
      {rows.length === 0 ? <p className="empty" role="status">{say('threshold.none')}</p> : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say('tab.thresholds')}>
          <table className="thresholds">
            <thead><tr><th scope="col">{say('metric')}</th><th scope="col">{say('over')}</th><th scope="col">{say('limit')}</th><th scope="col">{say('state')}</th><th scope="col"><span className="unseen">{say('remove')}</span></th></tr></thead>
            <tbody>
              {rows.map(({ threshold, alert }) => (
                <tr key={saidOf(threshold)}>
                  <td>{threshold.metric}</td>
                  <td>{say(`over.${threshold.over}`)}</td>
                  <td>{signOf(threshold)} {threshold.value}</td>
                  <td>{alert ? <button className="link t-lost" onClick={() => onSeek(alert.since)}>{say('fires', { on: alert.breaches.map(({ on, value }) => on || value).join(', '), at: clock(alert.since) })}</button> : say('silent')}</td>
                  <td><button className="link" aria-label={say('remove.this', { what: saidOf(threshold) })} onClick={() => change(thresholds.filter(each => each !== threshold))}>{say('remove')}</button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

const AddThreshold = ({ asked, samples, say, onAdd }: Pick<Props, 'asked' | 'samples' | 'say'> & { onAdd(threshold: Threshold): void }) => {
  const [metric, setMetric] = useState(asked)
  const [over, setOver] = useState<Threshold['over']>('each')
  const [is, setIs] = useState<Threshold['is']>('above')
  const [limit, setLimit] = useState('0')
  const last = useLastSample(samples.at(-1)?.at)
  const known = useMemo(() => last ? [...new Set(Object.values(last.processes).flatMap(beans => Object.keys(beans).map(metricOf)))].sort() : [], [last])
  const value = Number(limit), isMetric = known.includes(metric) && limit.trim() !== '' && Number.isFinite(value)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isMetric) onAdd({ metric, over, is, value })
  }
  return (
    <form className="threshold" onSubmit={onSubmit}>
      <input type="search" list="metrics-known" value={metric} placeholder={say('metric')} aria-label={say('metric')} onChange={event => setMetric(event.target.value)} />
      <datalist id="metrics-known">{known.map(name => <option key={name} value={name} />)}</datalist>
      <select aria-label={say('over')} value={over} onChange={event => setOver(event.target.value as Threshold['over'])}>
        {(['each', 'sum'] as const).map(each => <option key={each} value={each}>{say(`over.${each}`)}</option>)}
      </select>
      <select aria-label={say('is')} value={is} onChange={event => setIs(event.target.value as Threshold['is'])}>
        {(['above', 'below', 'not'] as const).map(each => <option key={each} value={each}>{signOf({ is: each })}</option>)}
      </select>
      <input type="number" step="any" value={limit} aria-label={say('limit')} onChange={event => setLimit(event.target.value)} />
      <button className="btn quiet small" disabled={!isMetric}>{say('add')}</button>
    </form>
  )
}
