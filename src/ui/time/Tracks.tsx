import { type PointerEvent, type ReactNode } from 'react'
import { tick } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { Fault, InSync, Lagging, Leaderless, Moved, Pennant, Return, Start } from '../marks/Marks.tsx'
import { placeMarks, strokes, track, type PlacedMark, type Track } from './geometry.ts'
import type { TimeMark } from './marks.ts'

const LINE = 52

/** The run so far as a line, with what happened on it. Drag to look back; a mark selects its moment. */
export const Tracks = ({ width, height, narrow }: { width: number; height: number; narrow: boolean }) => {
  const t = useWords()
  const { seek } = useDo()
  const time = useDesk(state => state.time)
  const marks = useDesk(state => state.marks)
  const scale = track(time.head, width)
  const placed = placeMarks(scale, time.head, marks, mark => t(mark.label, mark.values).length * 5.6)
  const y = narrow ? 12 : LINE
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 || (event.target as Element).closest('button')) return
    seek(Math.round(scale.at(event.clientX - event.currentTarget.getBoundingClientRect().left)))
  }
  return (
    <div className="tracks" style={{ height }} onPointerDown={onPointer} onPointerMove={onPointer}>
      <svg width={width} height={height} role="img" aria-label={t('time.track')}>
        {!narrow && <RulerMarks scale={scale} height={height} />}
        {!narrow && <Traffic scale={scale} />}
        <line x1={scale.x(0)} x2={scale.x(time.head)} y1={y} y2={y} stroke="var(--ink-2)" strokeWidth="2" />
        <line x1={scale.x(time.head)} x2={scale.x(scale.until)} y1={y} y2={y} stroke="var(--line-strong)" strokeDasharray="2 4" />
        {placed.map(p => <MarkAt key={p.mark.id} placed={p} narrow={narrow} text={t(p.mark.label, p.mark.values)} />)}
        <Playhead x={scale.x(time.now)} height={height} narrow={narrow} />
      </svg>
      {placed.map(p => <MarkButton key={p.mark.id} placed={p} narrow={narrow} text={t(p.mark.label, p.mark.values)} />)}
    </div>
  )
}

const RulerMarks = ({ scale, height }: { scale: Track; height: number }) => (
  <g>
    {scale.ticks.map(({ at, x, major }) => (
      <g key={at}>
        <line x1={x} x2={x} y1={height - 18} y2={height - (major ? 12 : 15)} className="etch" />
        {major && <text x={x} y={height - 3} className={`m xs d ${anchor(x, scale.width)}`}>{tick(at, scale.step)}</text>}
      </g>
    ))}
  </g>
)

/** Numbers at the ends of the ruler stay inside it. */
const anchor = (x: number, width: number): string => x < 24 ? '' : x > width - 24 ? 'e' : 'c'

const Traffic = ({ scale }: { scale: Track }) => {
  const traffic = useDesk(state => state.history.traffic)
  const d = strokes(scale, traffic).map(s => `M${s.x} ${LINE - 1}v${-s.height.toFixed(1)}`).join('')
  return d ? <path d={d} stroke="var(--line-strong)" strokeWidth="2" /> : null
}

const glyphs: Record<TimeMark['kind'], (x: number, y: number) => ReactNode> = {
  start: (x, y) => <Start x={x} y={y} />,
  fault: (x, y) => <Fault x={x} y={y} />,
  leader: (x, y) => <Pennant x={x - 2} y={y - 8} />,
  back: (x, y) => <Return x={x} y={y} />,
  alarm: (x, y) => <Leaderless x={x} y={y} r={4.4} />, 'isr-out': (x, y) => <Lagging x={x} y={y} />, 'isr-in': (x, y) => <InSync x={x} y={y} />,
  moved: (x, y) => <Moved x={x} y={y} />,
}
const glyphY = ({ lane }: PlacedMark, narrow: boolean) => narrow ? 12 : { above: 27, on: LINE, below: LINE + 13 }[lane]

const MarkAt = ({ placed, narrow, text }: { placed: PlacedMark; narrow: boolean; text: string }) => {
  const { mark, x, lane, label } = placed
  return (
    <g>
      {!narrow && lane === 'above' && <line x1={x} x2={x} y1={33} y2={LINE} className="etch" />}
      {glyphs[mark.kind](x, glyphY(placed, narrow))}
      {!narrow && label !== 'none' && (
        <text x={label === 'right' ? x + 8 : x - 8} y={30} className={label === 'right' ? 'xs i2' : 'xs i2 e'}>{text}</text>
      )}
    </g>
  )
}

const MarkButton = ({ placed, narrow, text }: { placed: PlacedMark; narrow: boolean; text: string }) => {
  const { seek, select } = useDo()
  const { mark, x } = placed
  const onClick = () => {
    seek(mark.at)
    if (mark.selects) select(mark.selects)
  }
  return <button className="markbutton" style={{
    left: x - 9, top: glyphY(placed, narrow) - 10,
  }} title={text} aria-label={`${tick(mark.at, 100_000)} ${text}`} onClick={onClick} />
}

const Playhead = ({ x, height, narrow }: { x: number; height: number; narrow: boolean }) => narrow
  ? <line x1={x} x2={x} y1={0} y2={height} stroke="var(--accent)" strokeWidth="2" />
  : (
    <g>
      <line x1={x} x2={x} y1={12} y2={height - 18} stroke="var(--accent)" strokeWidth="1.5" />
      <path d={`M${x - 5} 8h10v5l-5 5l-5 -5z`} fill="var(--accent)" />
    </g>
  )
