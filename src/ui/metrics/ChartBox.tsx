import { useMemo } from 'react'
import type { Sample } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { bytes, clock, count } from '../format.ts'
import { useDesk } from '../hooks.ts'
import { chartOf, type Chart, type ChartId, type Line, type Unit } from './charts.ts'
import { Plot } from './Plot.tsx'
import { USUAL } from './thresholds.ts'
import type { Say } from './words.ts'

interface Props { id: ChartId; samples: readonly Sample[]; lines: readonly Line[]; say: Say; onSeek(at: Micros): void; onThreshold(metric: string): void }

/** One picture: what it measures, its lines with the thresholds set on it, and the last value of each. */
export const ChartBox = ({ id, samples, lines, say, onSeek, onThreshold }: Props) => {
  const theme = useDesk(state => state.settings.theme)
  const thresholds = useDesk(state => state.settings.thresholds) ?? USUAL
  const chart = chartOf(id)
  const times = useMemo(() => samples.map(sample => sample.at), [samples])
  const limits = useMemo(() => thresholds.filter(({ metric }) => metric === chart.bean).map(({ value }) => value), [thresholds, chart.bean])
  const format = FORMATS[chart.unit]
  return (
    <figure className="chart">
      <figcaption>
        <b>{say(`chart.${id}`)}</b> <span className="dim">{say(`unit.${chart.unit}`)}</span> <code title={chart.bean}>{nameIn(chart)}</code>
        {chart.by === 'process' && <button className="link" aria-label={say('threshold.on', { metric: say(`chart.${id}`) })} onClick={() => onThreshold(chart.bean)}>{say('threshold')}</button>}
      </figcaption>
      <Plot times={times} lines={lines} limits={limits} label={say(`chart.${id}`)} said={index => `${clock(times[index]!)} ${spokenAt(lines, index, format)}`} format={format} onPick={onSeek} theme={theme} />
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
const spokenAt = (lines: readonly Line[], index: number, format: (value: number) => string): string => lines.map(({ label, values }) => `${label} ${written(values[index], format)}`).join(', ')
const nameIn = ({ bean }: Chart): string => bean.replace(/^.*?type=/, '').replace(/name=/, '')

const few = (value: number): string => value >= 100 ? count(value) : String(Math.round(value * 10) / 10)
const FORMATS: Readonly<Record<Unit, (value: number) => string>> = {
  perSecond: few, bytes: value => bytes(Math.round(value)), bytesPerSecond: value => bytes(Math.round(value)), ms: few, ratio: value => `${Math.round(value * 100)} %`, count: few,
}
