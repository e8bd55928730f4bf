import { memo } from 'react'
import { count, duration, short } from '../format.ts'
import { rises, sendRate, trend, waitingSince } from '../history.ts'
import { Topic } from '../marks/Marks.tsx'
import { CARD, type Matrix } from './geometry-matrix.ts'
import { Figure } from './Figure.tsx'
import { halfPixel, nearEnd } from './geometry-scale.ts'
import type { StageModel } from './model.ts'
import { lagOf, type ReaderColumn, type SourceCard } from './model-clients.ts'
import type { Row } from './model-rows.ts'
import { fit, type StageProps } from './stage-props.ts'

type Props = StageProps & { m: Matrix; model: StageModel }

/** Producers and scripts, each tied to the rails of the topics it writes to. */
export const Sources = (props: Props) => (
  <>
    {props.m.cards.map(place => {
      const source = props.model.sources.find(s => s.process === place.process)
      return source && <Card key={place.process} {...props} source={source} x={place.x} y={place.y} />
    })}
  </>
)

const Card = ({ t, m, model, source, x, y, history, selection }: Props & { source: SourceCard; x: number; y: number }) => {
  const hue = model.bands.find(b => source.topics.includes(b.topic))?.hue
  const rate = sendRate(history, source.process)
  const chosen = selection?.is === 'process' && selection.process === source.process
  const trouble = source.error ?? (source.heldFor && source.waiting > 100 ? t('source.waiting') : null)
  const acks = source.acks ? `acks=${source.acks}${source.idempotent ? ` ${t('source.idempotent')}` : ''}` : t('source.script')
  return (
    <g>
      <rect
        x={x} y={y} width={CARD.width} height={CARD.height} rx="4" fill={chosen ? 'var(--accent-wash)' : 'var(--pane)'}
        stroke={chosen ? 'var(--accent)' : 'var(--line-strong)'} strokeWidth={chosen ? 1.5 : 1}
        strokeDasharray={source.state === 'down' ? '4 4' : undefined}
      />
      {hue && <Topic hue={hue} x={x + 12} y={y + 15} />}
      <text x={x + (hue ? 22 : 10)} y={y + 19} className="w5">{fit(source.title, 84, 7)}</text>
      <text x={x + 10} y={y + 36} className="xs d">{fit(acks, 100, 5.2)}</text>
      <Figure x={x + 10} y={y + 52} className="m">
        {source.state !== 'up' ? t(`source.${source.state}`) : rate === null ? '' : t('source.rate', { n: short(Math.round(rate)) })}
      </Figure>
      {source.waiting > 0 && (
        <Figure x={x + 10} y={y + 68} className={trouble ? 'xs t-lag' : 'xs i2'}>
          {source.heldFor && trouble
            ? fit(t('source.held', { n: short(source.heldFor.records), p: abbreviate(source.heldFor.partition) }), 98, 5.2)
            : t('source.buffered', { n: count(source.waiting) })}
        </Figure>
      )}
      {trouble && <text x={x + 10} y={y + 83} className="xs t-lag">{fit(trouble, 100, 6.6)}</text>}
      {m.bands.filter(b => source.topics.includes(b.band.topic)).map(({ band }) => <Ties key={band.topic} m={m} rows={band.rows} y={y + 16} />)}
    </g>
  )
}
/** orders-4 → o-4: a card is narrow. */
const abbreviate = (partition: string) => `${partition[0]}${partition.slice(partition.lastIndexOf('-'))}`

const Ties = ({ m, rows, y }: { m: Matrix; rows: readonly Row[]; y: number }) => {
  const lanes = rows.map(row => m.rows.get(row.partition)!.lane)
  if (!lanes.length) return null
  const [edge, spine] = [16 + CARD.width, 28 + CARD.width]
  const trunk = `M${edge} ${y}H${spine}M${spine} ${Math.min(lanes[0]!, y)}V${Math.max(lanes.at(-1)!, y)}`
  return <path className="etch" d={trunk + lanes.map(lane => `M${spine} ${lane}H${m.label - 2}`).join('')} />
}

/** Head of a group's column, and the lag of each row. */
export const Readers = ({ t, m, model, history, now, selection }: Props) => (
  <>
    {m.readers.map(({ id, x, width }) => {
      const reader = model.readers.find(r => r.id === id)!
      const chosen = selection?.is === 'group' && selection.group === id
      return (
        <g key={id}>
          {m.narrow ? <NarrowHead reader={reader} x={x} t={t} /> : <Head {...{ reader, x, width, m, t, chosen }} />}
          {model.rows.map(row => m.narrow
            ? <NarrowLag key={row.partition} {...{ t, row, reader, x, history, now }} y={m.rows.get(row.partition)!.log} />
            : <Lag key={row.partition} {...{ t, row, reader, x, width, history, now }} y={m.rows.get(row.partition)!.log} />)}
        </g>
      )
    })}
  </>
)

const Head = ({ t, reader, x, width, m, chosen }: { t: Props['t']; reader: ReaderColumn; x: number; width: number; m: Matrix; chosen: boolean }) => (
  <g>
    {chosen && (
      <rect
        x={x - 6} y={m.jarTop} width={width + 12} height={m.floor - m.jarTop} rx="8" fill="var(--accent-wash)"
        stroke="var(--accent)" strokeWidth="1.5"
      />
    )}
    <text x={x} y={m.jarTop + 21} className="w6">{fit(reader.title, width, 7)}</text>
    <text x={x} y={m.jarTop + 36} className={reader.state === 'PreparingRebalance' || reader.state === 'CompletingRebalance' ? 'xs t-lag' : 'xs d'}>
      {fit(width < 100 ? reader.state : `${reader.state} · ${t('group.members', { n: reader.members })}`, width + 8, 5.6)}
    </text>
    <text x={x} y={m.head + 14} className="xs d">{t('lag')}</text>
    <text x={width < 100 ? x + width : x + 82} y={m.head + 14} className="xs d e">{t('lag.time')}</text>
    {width >= 100 && <text x={x + width} y={m.head + 14} className="xs d e">60 s</text>}
  </g>
)

interface LagProps { t: Props['t']; row: Row; reader: ReaderColumn; x: number; y: number; history: Props['history']; now: number }

const lagFacts = ({ row, reader, history, now }: LagProps) => {
  const lag = lagOf(reader, row)
  const recent = trend(history, reader.id, row.partition)
  const since = lag ? waitingSince(history, row.partition, reader.offsets[row.partition]!) ?? history.samples.at(-1)?.at ?? null : null
  return { lag, recent, rising: rises(recent), waited: since === null ? lag === 0 ? duration(0) : '' : duration(Math.max(0, now - since)) }
}

const Lag = memo((props: LagProps & { width: number }) => {
  const { t, x, y, width, row } = props
  const { lag, recent, rising, waited } = lagFacts(props)
  if (lag === undefined) return null
  if (lag === null && row.leaderless) return <text x={x} y={y + 4} className="s t-less">{t('lag.unknown')}</text>
  if (lag === null) return <text x={x} y={y + 4} className="s d">{t('lag.uncommitted')}</text>
  const tone = rising ? 'var(--lagging-edge)' : 'var(--ink-2)'
  return (
    <g>
      <Figure x={x} y={y + 4} className={`m w5 big ${rising ? 't-lag' : ''}`}>{width < 100 ? short(lag) : count(lag)}</Figure>
      <Figure x={width < 100 ? x + width : x + 82} y={y + 4} className={`m e ${rising ? 't-lag' : 'd'}`}>{waited}</Figure>
      {width >= 100 && recent.length > 1 && <Spark values={recent} x={x + 90} y={y - 7} width={23} height={13} stroke={tone} />}
      <line x1={x} x2={x + width} y1={y + 10} y2={y + 10} className="hair" />
      {lag > 0 && <line x1={x} x2={x + halfPixel(width * (1 - nearEnd(lag)))} y1={y + 10} y2={y + 10} stroke={tone} strokeWidth="2.5" />}
    </g>
  )
})

export const Spark = memo(({
  values, x, y, width, height, stroke,
}: { values: readonly number[]; x: number; y: number; width: number; height: number; stroke: string }) => {
  const top = Math.max(10, ...values)
  const points = values.map((v, i) => [x + i * width / (values.length - 1), y + height - v * height / top] as const)
  const [lastX, lastY] = points.at(-1)!
  return <g><path d={`M${points.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`)
    .join('L')}`} fill="none" stroke={stroke} strokeWidth="1.3" /><circle cx={lastX} cy={lastY} r="1.9" fill={stroke} /></g>
})

const NarrowHead = ({ reader: { title }, x, t }: { reader: ReaderColumn; x: number; t: Props['t'] }) => (
  <g><text x={x} y="22" className={title.length > 8 ? 's w6 e' : 'w6 e'}><title>{title}</title>{fit(title, 58, title.length > 8 ? 5.8 : 7)}</text><text x={x} y="36" className="xs d e">{t('lag')}</text></g>
)
const NarrowLag = memo((props: LagProps) => {
  const { x, y, row } = props
  const { lag, rising, waited } = lagFacts(props)
  if (lag === undefined) return <text x={x} y={y + 2} className="m e d">·</text>
  if (lag === null) return <text x={x} y={y + 2} className={`m e ${row.leaderless ? 't-less' : 'd'}`}>?</text>
  return (
    <g>
      <Figure x={x} y={y + 2} className={`m e w5 big ${rising ? 't-lag' : ''}`}>{short(lag)}</Figure>
      <Figure x={x} y={y + 16} className={`xs e ${rising ? 't-lag' : 'd'}`}>{rising ? `${waited} ↗` : waited}</Figure>
    </g>
  )
})
