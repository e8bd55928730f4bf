import { useRef, useState, type KeyboardEvent } from 'react'
import type { Micros } from '../../world/view.ts'
import { clock, duration, tick } from '../format.ts'
import { useDo, useSize } from '../hooks.ts'
import { fit } from '../stage/stage-props.ts'
import type { LagPoint } from './lag-story.ts'
import { LAG_HEIGHT, LagLine } from './LagLine.tsx'
import { gapsOf, type Ownership, type StateStretch, type Stretch } from './ownership.ts'
import type { Say } from './words.ts'

const [NAME, RIGHT, ROW, BAR, LAG_GAP, RULER] = [96, 56, 24, 18, 16, 22]
const SHADES = 4

interface Props { story: Ownership; lag: readonly LagPoint[]; isRising: boolean; from: Micros; now: Micros; label: string; say: Say }

/** The state of the group, a row a partition with those who owned it, and what all of them were behind by: one clock for all. */
export const GanttChart = ({ story, lag, isRising, from, now, label, say }: Props) => {
  const [ref, { width }] = useSize()
  const { seek } = useDo()
  const svg = useRef<SVGSVGElement>(null)
  const [at, setAt] = useState('')
  const right = Math.max(NAME + 60, width - RIGHT), x = (when: Micros): number => NAME + (Math.max(when, from) - from) / Math.max(1, now - from) * (right - NAME)
  const rowsEnd = (story.rows.length + 1) * ROW, lagEnd = lag.length < 2 ? rowsEnd : rowsEnd + LAG_GAP + LAG_HEIGHT
  const states = story.states.filter(({ to }) => to > from)
  const ids = [...states.map(each => `state@${each.from}`), ...story.rows.flatMap(({ partition, stretches }) => stretches.filter(({ to }) => to > from).map(each => `${partition}@${each.from}`))]
  const isAt = ids.includes(at) ? at : ids[0]
  const bar = (row: string, each: { from: Micros; to: Micros }) => {
    const id = `${row}@${each.from}`
    return { left: x(each.from), width: Math.max(1.5, x(each.to) - x(each.from)), tabIndex: id === isAt ? 0 : -1, onFocus: () => setAt(id), onPick: () => seek(each.from) }
  }
  return (
    <div className="gantt" ref={ref}>
      {width > 0 && (
        <svg ref={svg} width={width} height={lagEnd + RULER} role="group" aria-label={label} onKeyDown={event => walk(svg.current!, event)}>
          <pattern id="unowned" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="1.5" cy="1.5" r="0.8" /></pattern>
          <Ruler {...{ from, now, x }} bottom={lagEnd + 4} />
          <g data-row="" role="group" aria-label={say('state')}>
            <text x="0" y="15" className="xs d">{say('state')}</text>
            {states.map(each => <StateBar key={each.from} each={each} {...bar('state', each)} />)}
          </g>
          {story.rows.map(({ partition, stretches }, i) => (
            <g key={partition} data-row="" transform={`translate(0 ${(i + 1) * ROW})`} role="group" aria-label={partition}>
              <text x="0" y="13" className="m"><title>{partition}</title>{fit(partition, NAME - 6, 7)}</text>
              {stretches.filter(({ to }) => to > from).map(each => (
                <OwnerBar key={each.from} each={each} say={say} shade={each.owner === null ? -1 : story.owners.indexOf(each.owner) % SHADES} {...bar(partition, each)} />
              ))}
              <text x={width} y="13" className="m e t-lag">{gapText(stretches, from)}</text>
            </g>
          ))}
          {states.filter(({ state, from: began }) => state === 'PreparingRebalance' && began > from)
            .map(({ from: began }) => <line key={began} x1={x(began)} x2={x(began)} y1={ROW - 6} y2={lagEnd} className="began" />)}
          <LagLine points={lag} isRising={isRising} x={x} right={right} y={rowsEnd + LAG_GAP} say={say} />
        </svg>
      )}
    </div>
  )
}

const gapText = (stretches: readonly Stretch[], from: Micros): string => {
  const gap = gapsOf(stretches, from).reduce((sum, each) => sum + each, 0)
  return gap === 0 ? '' : duration(gap)
}

interface BarProps { left: number; width: number; tabIndex: number; onFocus(): void; onPick(): void }

/** A button of the picture: it leads to the moment at which the stretch begins. */
const Bar = ({ left, width, tabIndex, onFocus, onPick, name, label, look }: BarProps & { name: string; label: string; look: string }) => (
  <g role="button" tabIndex={tabIndex} className={`stretch ${look}`} aria-label={label} onFocus={onFocus} onClick={onPick} onKeyDown={event => { if (event.key === 'Enter') onPick() }}>
    <title>{label}</title>
    <rect x={left} width={width} height={BAR} rx="2" />
    {look === 'nobody' && <rect x={left} width={width} height={BAR} rx="2" className="dots" />}
    {width > name.length * 6.4 + 10 && <text x={left + 6} y="13" className="xs">{name}</text>}
  </g>
)

const OwnerBar = ({ each: { owner, from, to }, shade, say, ...bar }: BarProps & { each: Stretch; shade: number; say: Say }) => {
  const name = owner ?? `${say('nobody')} ${duration(to - from)}`
  return <Bar {...bar} name={name} label={`${name}, ${clock(from)} – ${clock(to)}`} look={owner === null ? 'nobody' : `shade-${shade}`} />
}

const StateBar = ({ each: { state, generation, why, from, to }, ...bar }: BarProps & { each: StateStretch }) => {
  const name = `${state} · ${generation}`
  return <Bar {...bar} name={name} label={`${name}, ${clock(from)} – ${clock(to)}: ${why}`} look={state === 'Stable' || state === 'Empty' ? 'calm' : 'moving'} />
}

/** The chart is one stop of the keyboard; from there arrows lead along a row, and from row to row. */
function walk(chart: SVGSVGElement, event: KeyboardEvent): void {
  const step = STEPS[event.key]
  if (!step) return
  const rows = [...chart.querySelectorAll('[data-row]')].map(row => [...row.querySelectorAll<SVGGElement>('[role=button]')]).filter(row => row.length > 0)
  const row = rows.findIndex(bars => bars.includes(document.activeElement as unknown as SVGGElement))
  if (row < 0) return
  event.preventDefault()
  event.stopPropagation()
  const column = rows[row]!.indexOf(document.activeElement as unknown as SVGGElement), [down, along] = step
  const next = rows[Math.min(rows.length - 1, Math.max(0, row + down))]!
  next[Math.min(next.length - 1, Math.max(0, column + along))]!.focus()
}
const STEPS: Readonly<Record<string, readonly [down: number, along: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

const TICKS = 6
const Ruler = ({ from, now, x, bottom }: { from: Micros; now: Micros; x(at: Micros): number; bottom: number }) => {
  const step = (now - from) / TICKS
  return (
    <g>
      {Array.from({ length: TICKS + 1 }, (_, i) => from + i * step).map(at => (
        <g key={at}><line x1={x(at)} x2={x(at)} y1="0" y2={bottom} className="hair" /><text x={x(at)} y={bottom + 14} className="xs d c">{tick(at, step)}</text></g>
      ))}
    </g>
  )
}
