import './metrics.css'
import { useMemo, useState } from 'react'
import type { Sample } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { bytes, clock, count } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { AllBeans } from './AllBeans.tsx'
import { alertsOf, beanOf, chartOf, DASHBOARDS, linesOf, type Chart, type ChartId, type Dashboard, type Line, type Unit } from './charts.ts'
import { Plot } from './Plot.tsx'
import { useSamples } from './use-samples.ts'
import { useSay, type Say } from './words.ts'

const TABS = [...Object.keys(DASHBOARDS) as Dashboard[], 'beans'] as const

/** What a monitoring system would show of this cluster, under JMX names: dashboards, what fires, and all beans there are. */
export const MetricsPane = () => {
  const say = useSay()
  const { seek } = useDo()
  const [tab, setTab] = useState<(typeof TABS)[number]>('cluster')
  const now = useDesk(state => state.time.now)
  const { samples: all, failed } = useSamples()
  const samples = useMemo(() => all.filter(sample => sample.at <= now), [all, now])
  return (
    <div className="metricspane">
      <div className="bar">
        <span role="group" aria-label={say('dashboards')}>
          {TABS.map(id => <button key={id} className="btn quiet small" aria-pressed={id === tab} onClick={() => setTab(id)}>{say(`tab.${id}`)}</button>)}
        </span>
        <Alerts samples={samples} say={say} onSeek={seek} />
      </div>
      {tab === 'beans' ? <AllBeans say={say} /> : samples.length < 2
        ? <p className="empty" role="status">{say(failed ? 'closed' : 'none')}</p>
        : <div className="charts scroll" tabIndex={0} role="region" aria-label={say(`tab.${tab}`)}>{DASHBOARDS[tab].map(id => <ChartBox key={id} id={id} samples={samples} say={say} onSeek={seek} />)}</div>}
    </div>
  )
}

const Alerts = ({ samples, say, onSeek }: { samples: readonly Sample[]; say: Say; onSeek(at: Micros): void }) => {
  const alerts = alertsOf(samples)
  if (alerts.length === 0) return <p className="dim">{samples.length > 0 && say('quiet')}</p>
  return (
    <ul className="alerts" aria-label={say('alerts')} aria-live="polite">
      {alerts.map(({ id, process, value, since }) => (
        <li key={`${id}/${process}`}>
          <button className="link t-lost" title={beanOf(id)} onClick={() => onSeek(since)}>
            {say(`alert.${id}`)} · {process} · {Number.isInteger(value) ? value : value.toFixed(2)} · {say('since', { at: clock(since) })}
          </button>
        </li>
      ))}
    </ul>
  )
}

const ChartBox = ({ id, samples, say, onSeek }: { id: ChartId; samples: readonly Sample[]; say: Say; onSeek(at: Micros): void }) => {
  const theme = useDesk(state => state.settings.theme)
  const chart = chartOf(id)
  const times = useMemo(() => samples.map(sample => sample.at), [samples])
  const lines = useMemo(() => linesOf(samples, chartOf(id)), [samples, id])
  const format = FORMATS[chart.unit]
  return (
    <figure className="chart">
      <figcaption><b>{say(`chart.${id}`)}</b> <span className="dim">{say(`unit.${chart.unit}`)}</span> <code title={chart.bean}>{nameIn(chart)}</code></figcaption>
      <Plot times={times} lines={lines} label={spoken(lines, format, say(`chart.${id}`))} format={format} onPick={onSeek} theme={theme} />
      <Legend lines={lines} format={format} />
    </figure>
  )
}

/** Doubles as the picture's table: each line with its last value. */
const Legend = ({ lines, format }: { lines: readonly Line[]; format(value: number): string }) => (
  <ul className="legendrow">
    {lines.map(({ label, values }, i) => <li key={label} className={`hue-${i % 4 + 1}`}><i /> {label} <b>{written(values.at(-1), format)}</b></li>)}
  </ul>
)

const written = (value: number | null | undefined, format: (value: number) => string): string => value === null || value === undefined ? '–' : format(value)
const spoken = (lines: readonly Line[], format: (value: number) => string, name: string): string =>
  `${name}: ${lines.map(({ label, values }) => `${label} ${written(values.at(-1), format)}`).join(', ')}`
const nameIn = ({ bean }: Chart): string => bean.replace(/^.*?type=/, '').replace(/name=/, '')

const few = (value: number): string => value >= 100 ? count(value) : String(Math.round(value * 10) / 10)
const FORMATS: Readonly<Record<Unit, (value: number) => string>> = {
  perSecond: few, bytesPerSecond: value => bytes(Math.round(value)), ms: few, ratio: value => `${Math.round(value * 100)} %`, count: few,
}
