import { memo } from 'react'
import { change, count } from '../format.ts'
import { InSync, Lagging, Offline, Pennant } from '../marks/Marks.tsx'
import { Figure, FigureSpan } from './Figure.tsx'
import { barOf, rolls, type Ruler } from './geometry-scale.ts'
import type { ReplicaMark } from './model-rows.ts'
import type { Translate } from '../i18n/index.ts'

interface Props {
  t: Translate; mark: ReplicaMark; ruler: Ruler
  start: number; end: number; hw: number
  x: number; y: number; width: number
  narrow: boolean
}

/** One replica as a log. The leader's pennant is drawn by the row, because it travels. */
export const ReplicaLog = memo(function ReplicaLog(props: Props) {
  const { mark, ruler, x, width } = props
  const bar = barOf(ruler, width, props, mark, props.hw)
  const at = { from: x + bar.from, hw: x + bar.mark, tip: x + bar.tip }
  const Log = mark.state === 'offline' ? OfflineLog : mark.state === 'lagging' ? LaggingLog : LiveLog
  return <><Log {...props} at={at} /><Rolls {...props} /></>
}, (a, b) => a.t === b.t && a.x === b.x && a.y === b.y && a.width === b.width && a.ruler.room === b.ruler.room && a.start === b.start
  && a.end === b.end
  && a.hw === b.hw
  && sameMark(a.mark, b.mark))

const sameMark = (a: ReplicaMark, b: ReplicaMark) =>
  a.state === b.state && a.end === b.end && a.start === b.start && a.leads === b.leads && a.preferred === b.preferred
  && a.segments.length === b.segments.length

type Placed = Props & { at: { from: number; hw: number; tip: number } }
const caption = (narrow: boolean) => narrow ? 18 : 20

/** A notch where a segment begins. */
const Rolls = ({ mark, ruler, start, end, x, y, width, narrow }: Props) => {
  const notches = rolls(ruler, width, { start, end }, mark).map(at => `M${x + at} ${y + (narrow ? 5 : 8)}v3`).join('')
  return notches ? <path d={notches} stroke="var(--ink-2)" /> : null
}

const LiveLog = ({ mark, x, y, width, at, ruler, narrow, start, hw }: Placed) => {
  const h = (mark.state === 'leader' ? 14 : 10) - (narrow ? 3 : 0)
  const top = y - h / 2
  const edge = mark.state === 'leader' ? 'var(--leader)' : 'var(--insync-edge)'
  return (
    <g>
      <rect x={at.from} y={top} width={at.hw - at.from} height={h} fill={mark.state === 'leader' ? 'var(--leader)' : 'var(--insync)'} />
      <rect x={at.hw} y={top} width={at.tip - at.hw} height={h} fill="url(#uncommitted)" />
      <rect x={at.from} y={top} width={at.tip - at.from} height={h} fill="none" stroke={edge} rx="1.5" />
      {ruler.kind === 'cells' && (
        <Cells
          from={at.from} top={top} height={h} width={width / ruler.room} records={mark.end - Math.max(mark.start, start)}
          stroke={edge} solid={mark.state === 'leader'}
        />
      )}
      {mark.state === 'leader' && (
        <line x1={at.hw} x2={at.hw} y1={top - (narrow ? 2 : 4)} y2={top + h + (narrow ? 2 : 3)} stroke="var(--ink)" strokeWidth="1.5" />
      )}
      {mark.state === 'insync' && <InSync x={x - 7} y={y} />}
      {mark.state === 'leader' ? <LeaderCaption {...{ x, y, width, narrow, hw }} end={mark.end} />
        : <Figure x={x + width} y={y + caption(narrow)} className="m e d">{change(-mark.behind)}</Figure>}
    </g>
  )
}

const LeaderCaption = ({ x, y, width, narrow, hw, end }: { x: number; y: number; width: number; narrow: boolean; hw: number; end: number }) => narrow
  ? <Figure x={x + width} y={y + caption(true)} className="m e i2">{count(end)}</Figure>
  : (
    <g>
      {width >= 118 && <Figure x={x + 3} y={y + 20} className="m i2">{`HW ${count(hw)}`}</Figure>}
      <text x={x + width} y={y + 20} className="m e"><tspan className="d">LEO </tspan><FigureSpan className="w6">{count(end)}</FigureSpan></text>
    </g>
  )

/** The lines between records, where every record is a cell. */
const Cells = ({
  from, top, height, width, records, stroke, solid,
}: { from: number; top: number; height: number; width: number; records: number; stroke: string; solid: boolean }) => {
  if (records < 2) return null
  const d = Array.from({ length: records - 1 }, (_, i) => `M${(from + (i + 1) * width).toFixed(2)} ${top}v${height}`).join('')
  return <path d={d} stroke={solid ? 'var(--pane)' : stroke} strokeWidth={width < 4 ? 0.6 : 1} opacity={solid ? 0.55 : 0.8} fill="none" />
}

/** A torn end, the dotted way to the leader's end, and how many records that is. */
const LaggingLog = ({ mark, x, y, width, at, narrow }: Placed) => {
  const h = narrow ? 8 : 10
  const [top, bite] = [y - h / 2, Math.min(4, at.tip - at.from)]
  return (
    <g>
      <path
        d={`M${at.from} ${top}H${at.tip}l${-bite} ${h / 4}l${bite} ${h / 4}l${-bite} ${h / 4}l${bite} ${h / 4}H${at.from}z`}
        fill="url(#lagging)" stroke="var(--lagging-edge)"
      />
      {at.tip + 3 < x + width && (
        <line
          x1={at.tip + 3} x2={x + width} y1={y} y2={y} stroke="var(--lagging-edge)" strokeDasharray="1 4" strokeLinecap="round"
          strokeWidth="1.5"
        />
      )}
      {mark.preferred ? <Pennant x={x - 9} y={y - 7} hollow /> : <Lagging x={x - 7} y={y} />}
      <Figure x={x + width} y={y + caption(narrow)} className="m e t-lag">{change(-mark.behind)}</Figure>
    </g>
  )
}

const OfflineLog = ({ t, mark, x, y, width, at, narrow }: Placed) => {
  const h = narrow ? 8 : mark.leads ? 14 : 10
  return (
    <g>
      <rect
        x={at.from} y={y - h / 2} width={Math.max(2, at.tip - at.from)} height={h} fill="none" stroke="var(--offline)"
        strokeDasharray="3 3" rx="1.5"
      />
      {!mark.leads && <Offline x={x - 7} y={y} />}
      {narrow ? null : (
        <>
          {width >= 110 && <text x={x + 3} y={y + 20} className="s d">{t('replica.offline')}</text>}
          <text x={x + width} y={y + 20} className="m d e">{t('replica.was', { end: count(mark.end) })}</text>
        </>
      )}
    </g>
  )
}
