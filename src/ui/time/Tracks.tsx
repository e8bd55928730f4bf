import { memo, useId, useMemo, useState, type PointerEvent } from 'react'
import { tick } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import type { Translate } from '../i18n/index.ts'
import { bundled, bundledOnLine, isPlain, placeMarks, strokes, track, type Bundle, type PlacedMark, type Track } from './geometry.ts'
import { MarkFilter } from './MarkFilter.tsx'
import { glyphs } from './mark-glyphs.tsx'
import type { MarkKind, TimeMark } from './marks.ts'

const LINE = 52
const NONE: ReadonlySet<MarkKind> = new Set()

/** The run so far as a line, with what happened on it. Drag to look back; a mark selects its moment. */
export const Tracks = ({ width, height, narrow }: { width: number; height: number; narrow: boolean }) => {
  const t = useWords()
  const { seek } = useDo()
  const time = useDesk(state => state.time)
  const told = useDesk(state => state.marks), crossed = useDesk(state => state.crossed)
  const all = useMemo(() => crossed.length === 0 ? told : [...told, ...crossed].sort((a, b) => a.at - b.at), [told, crossed])
  const [hidden, hide] = useState<ReadonlySet<MarkKind>>(NONE)
  const marks = hidden.size === 0 ? all : all.filter(mark => !hidden.has(mark.kind))
  const scale = track(time.head, width)
  const widthOf = useMemo(() => widths(t), [t])
  const bundles = (narrow ? bundledOnLine : bundled)(placeMarks(scale, time.head, marks, widthOf))
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
        {bundles.map(({ placed: p, marks }) =>
          <MarkAt key={p.mark.id} placed={p} narrow={narrow} text={t(p.mark.label, p.mark.values)} n={marks.length} />)}
        <Playhead x={scale.x(time.now)} height={height} narrow={narrow} />
      </svg>
      {bundles.map(bundle => bundle.marks.length === 1
        ? <MarkButton key={bundle.placed.mark.id} placed={bundle.placed} narrow={narrow} text={t(bundle.placed.mark.label, bundle.placed.mark.values)} />
        : <BundleButton key={bundle.placed.mark.id} bundle={bundle} narrow={narrow} />)}
      {!narrow && <MarkFilter marks={all} hidden={hidden} onHide={hide} />}
    </div>
  )
}

/** Of the words of a mark, reckoned once: there are hundreds, and the line moves with every view. */
function widths(t: Translate): (mark: TimeMark) => number {
  const known = new WeakMap<TimeMark, number>()
  return mark => {
    const width = known.get(mark) ?? t(mark.label, mark.values).length * 5.6
    known.set(mark, width)
    return width
  }
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

const glyphY = ({ lane }: PlacedMark, narrow: boolean) => narrow ? 12 : { above: 27, on: LINE, below: LINE + 13 }[lane]

const MarkAt = ({ placed, narrow, text, n }: { placed: PlacedMark; narrow: boolean; text: string; n: number }) => {
  const { mark, x, lane, label } = placed
  return (
    <g>
      {!narrow && lane === 'above' && <line x1={x} x2={x} y1={33} y2={LINE} className="etch" />}
      {glyphs[narrow && isPlain(mark) ? 'back' : mark.kind](x, glyphY(placed, narrow))}
      {n > 1 && !narrow && <text x={label === 'right' ? x - 6 : x + 6} y={glyphY(placed, narrow) - 4} className={label === 'right' ? 'xs m i2 e' : 'xs m i2'}>{n}</text>}
      {!narrow && label !== 'none' && (
        <text x={label === 'right' ? x + 8 : x - 8} y={30} className={label === 'right' ? 'xs i2' : 'xs i2 e'}>{text}</text>
      )}
    </g>
  )
}

/** Events too close to be told apart: a list of them, each with its moment. */
const BundleButton = ({ bundle: { placed, marks }, narrow }: { bundle: Bundle; narrow: boolean }) => {
  const t = useWords()
  const id = useId()
  const label = t('mark.bundle', { n: marks.length, at: tick(placed.mark.at, 100_000) })
  return (
    <>
      <button className="markbutton" style={{ left: placed.x - 9, top: glyphY(placed, narrow) - 10 }} popoverTarget={id} title={label} aria-label={label} />
      <BundleList id={id} marks={marks} label={label} />
    </>
  )
}

/** The button moves with every view, and hundreds of marks may be in its list: that is drawn anew when it has others. */
const BundleList = memo(({ id, marks, label }: { id: string; marks: readonly TimeMark[]; label: string }) => {
  const t = useWords()
  const { seek, select } = useDo()
  const go = ({ at, selects }: TimeMark) => {
    seek(at)
    if (selects) select(selects)
  }
  return (
    <ul id={id} popover="auto" className="bundle" aria-label={label}>
      {marks.map(mark => (
        <li key={mark.id}>
          <button popoverTarget={id} popoverTargetAction="hide" onClick={() => go(mark)}>
            <span className="mono">{tick(mark.at, 100_000)}</span> {t(mark.label, mark.values)}
          </button>
        </li>
      ))}
    </ul>
  )
}, (a, b) => a.id === b.id && a.label === b.label && a.marks.length === b.marks.length && a.marks.every((mark, i) => mark === b.marks[i]))

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
