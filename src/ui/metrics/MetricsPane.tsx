import '../inspect/inspect.css'
import './metrics.css'
import { useMemo, useState } from 'react'
import type { Sample } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { AllBeans } from './AllBeans.tsx'
import { ChartBox } from './ChartBox.tsx'
import { chartOf, DASHBOARDS, DRAWN, isMeant, linesIn, rowsOf, type ChartId, type Dashboard } from './charts.ts'
import { saidOf, USUAL, Vigils, type Alert } from './thresholds.ts'
import { Thresholds } from './Thresholds.tsx'
import { useSamples } from './use-samples.ts'
import { useSay, type Say } from './words.ts'

const TABS = [...Object.keys(DASHBOARDS) as Dashboard[], 'thresholds', 'beans'] as const

/** What a monitoring system would show of this cluster, under JMX names: dashboards, what fires and beyond which value, and all beans there are. */
export const MetricsPane = () => {
  const say = useSay()
  const { seek } = useDo()
  const [of, ask] = useInspected('metrics')
  const tab = TABS.find(each => each === of['show']) ?? 'cluster'
  const now = useDesk(state => state.time.now)
  const thresholds = useDesk(state => state.settings.thresholds) ?? USUAL
  const metrics = useMemo(() => [...DRAWN, ...thresholds.map(({ metric }) => metric)], [thresholds])
  const { samples: all, failed } = useSamples(metrics)
  const seen = all.findLastIndex(sample => sample.at <= now) + 1
  const samples = useMemo(() => all.slice(0, seen), [all, seen])
  const [vigils] = useState(() => new Vigils())
  const alerts = useMemo(() => vigils.over(samples, thresholds).alerts, [vigils, samples, thresholds])
  return (
    <div className="metricspane">
      <div className="bar">
        <span role="group" aria-label={say('dashboards')}>
          {TABS.map(id => <button key={id} className="btn quiet small" aria-pressed={id === tab} onClick={() => ask({ show: id })}>{say(`tab.${id}`)}</button>)}
        </span>
        <Alerts alerts={alerts} hasSamples={samples.length > 0} say={say} onSeek={seek} />
      </div>
      {tab === 'beans' ? <AllBeans say={say} /> : tab === 'thresholds'
        ? <Thresholds thresholds={thresholds} alerts={alerts} samples={samples} asked={of['metric'] ?? ''} say={say} onSeek={seek} />
        : <Charts tab={tab} samples={samples} failed={failed} say={say} />}
    </div>
  )
}

const Alerts = ({ alerts, hasSamples, say, onSeek }: { alerts: readonly Alert[]; hasSamples: boolean; say: Say; onSeek(at: Micros): void }) => {
  if (alerts.length === 0) return <p className="dim">{hasSamples && say('quiet')}</p>
  return (
    <ul className="alerts" aria-label={say('alerts')}>
      {alerts.map(({ threshold, breaches, since }) => (
        <li key={saidOf(threshold)}>
          <button className="link t-lost" title={threshold.metric} onClick={() => onSeek(since)}>
            {saidOf(threshold)} · {breaches.map(({ on, value }) => `${on} ${written(value)}`.trim()).join(', ')} · {say('since', { at: clock(since) })}
          </button>
        </li>
      ))}
    </ul>
  )
}
const written = (value: number): string => Number.isInteger(value) ? String(value) : value.toFixed(2)

const Charts = ({ tab, samples, failed, say }: { tab: Dashboard; samples: readonly Sample[]; failed: boolean; say: Say }) => {
  const { seek } = useDo()
  const [of, ask] = useInspected('metrics')
  const query = of['q'] ?? ''
  const ids: readonly ChartId[] = DASHBOARDS[tab]
  const meant = ids.filter(id => isMeant(query, say(`chart.${id}`), chartOf(id).bean)).join()
  const shown = useMemo(() => ids.map(id => ({ id, lines: linesIn(samples, chartOf(id), meant.split(',').includes(id) ? '' : query) }))
    .filter(({ lines }) => query === '' || lines.length > 0), [ids, samples, query, meant])
  const lines = () => shown.flatMap(({ id, lines }) => rowsOf(samples, chartOf(id), lines))
  if (samples.length < 2) return <p className="empty" role="status">{say(failed ? 'closed' : 'none')}</p>
  return (
    <div className="beans">
      <div className="bar">
        <input type="search" value={query} placeholder={say('search.lines')} aria-label={say('search.lines')} onChange={event => ask({ q: event.target.value })} />
        <span className="spring" />
        <TakeAlong tab="metrics" name={`metrics-${tab}`} lines={lines} disabled={shown.length === 0} />
      </div>
      {shown.length === 0 ? <p className="empty" role="status">{say('filtered')}</p> : (
        <div className="charts scroll" tabIndex={0} role="region" aria-label={say(`tab.${tab}`)}>
          {shown.map(({ id, lines }) => <ChartBox key={id} id={id} samples={samples} lines={lines} say={say} onSeek={seek} onThreshold={metric => ask({ show: 'thresholds', metric })} />)}
        </div>
      )}
    </div>
  )
}
