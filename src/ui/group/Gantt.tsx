import { useMemo } from 'react'
import type { Micros } from '../../world/view.ts'
import { clock, duration, tick } from '../format.ts'
import { useDesk, useDo, useSize } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { gapsOf, ownershipOf, stopsIn, type Ownership, type StateStretch, type Stretch } from './ownership.ts'
import { useSay, type Say } from './words.ts'

const SPANS: Readonly<Record<string, Micros>> = { '10 s': 10_000_000, '30 s': 30_000_000, '2 min': 120_000_000, '10 min': 600_000_000 }
const [NAME, RIGHT, ROW, BAR] = [96, 64, 24, 18]
const SHADES = 4

/** Who read which partition when, and when nobody did. */
export const Gantt = ({ group }: { group: string }) => {
  const say = useSay()
  const [of, ask] = useInspected('groups')
  const told = useDesk(state => state.told), deeds = useDesk(state => state.actions), now = useDesk(state => state.time.now)
  const span = of['span'] && of['span'] in SPANS ? of['span'] : '30 s'
  const story = useMemo(() => ownershipOf(group, told, deeds, now), [group, told, deeds, now])
  const from = Math.max(0, now - SPANS[span]!)
  const stops = stopsIn(story, from)
  return (
    <section className="ownership">
      <div className="bar">
        <span role="group" aria-label={say('span')}>
          {Object.keys(SPANS).map(each => <button key={each} className="btn quiet small" aria-pressed={each === span} onClick={() => ask({ span: each })}>{each}</button>)}
        </span>
        <span className="note" role="status">{stops.partitions === 0 ? say('no-stop') : say('stop', { n: stops.partitions, of: story.rows.length, longest: duration(stops.longest), total: duration(stops.total) })}</span>
        <span className="spring" />
        <TakeAlong tab="groups" name={`${group}-ownership`} disabled={story.rows.length === 0} lines={() => linesOf(story)} />
      </div>
      {story.rows.length === 0 ? <p className="empty">{say('no-owners')}</p> : <Chart {...{ story, from, now, say }} label={say('ownership', { group })} />}
    </section>
  )
}

const linesOf = ({ rows }: Ownership) => rows.flatMap(({ partition, stretches }) => stretches.map(({ owner, from, to }) => ({ partition, owner, from: clock(from), to: clock(to), ms: (to - from) / 1_000 })))

interface ChartProps { story: Ownership; from: Micros; now: Micros; label: string; say: Say }

const Chart = ({ story, from, now, label, say }: ChartProps) => {
  const [ref, { width }] = useSize()
  const { seek } = useDo()
  const space = Math.max(60, width - NAME - RIGHT), x = (at: Micros): number => NAME + (Math.max(at, from) - from) / Math.max(1, now - from) * space
  const height = (story.rows.length + 1) * ROW + 22
  const shadeOf = (owner: string): number => story.owners.indexOf(owner) % SHADES
  return (
    <div className="gantt" ref={ref}>
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={label}>
          <Ruler {...{ from, now, x }} bottom={height - 18} />
          <text x="0" y="15" className="xs d">{say('state')}</text>
          {story.states.filter(({ to }) => to > from).map(each => <StateBar key={each.from} {...{ each, x }} onPick={() => seek(each.from)} />)}
          {story.rows.map(({ partition, stretches }, i) => (
            <g key={partition} transform={`translate(0 ${(i + 1) * ROW})`} role="group" aria-label={partition}>
              <text x="0" y="13" className="m">{partition}</text>
              {stretches.filter(({ to }) => to > from).map(each => (
                <Bar key={each.from} {...{ each, x, say }} shade={each.owner === null ? -1 : shadeOf(each.owner)} onPick={() => seek(each.from)} />
              ))}
              <text x={width} y="13" className="m e t-lag">{gapText(stretches, from)}</text>
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

const gapText = (stretches: readonly Stretch[], from: Micros): string => {
  const gap = gapsOf(stretches, from).reduce((sum, each) => sum + each, 0)
  return gap === 0 ? '–' : duration(gap)
}

interface BarProps { each: Stretch; shade: number; x(at: Micros): number; say: Say; onPick(): void }

/** A button of the picture: it leads to the moment at which the stretch begins. */
const Bar = ({ each: { owner, from, to }, shade, x, say, onPick }: BarProps) => {
  const left = x(from), width = Math.max(1.5, x(to) - left), name = owner ?? `${say('nobody')} ${duration(to - from)}`
  return (
    <g role="button" tabIndex={0} className={owner === null ? 'stretch nobody' : `stretch shade-${shade}`} aria-label={`${name}, ${clock(from)} – ${clock(to)}`} onClick={onPick} onKeyDown={event => { if (event.key === 'Enter') onPick() }}>
      <title>{`${name} · ${clock(from)} – ${clock(to)}`}</title>
      <rect x={left} width={width} height={BAR} rx="2" />
      {width > name.length * 6.4 + 10 && <text x={left + 6} y="13" className="xs">{name}</text>}
    </g>
  )
}

const StateBar = ({ each: { state, generation, why, from, to }, x, onPick }: { each: StateStretch; x(at: Micros): number; onPick(): void }) => {
  const left = x(from), width = Math.max(1.5, x(to) - left), name = `${state} · ${generation}`
  return (
    <g className={state === 'Stable' || state === 'Empty' ? 'stretch calm' : 'stretch moving'} onClick={onPick}>
      <title>{`${name} · ${clock(from)} – ${clock(to)} · ${why}`}</title>
      <rect x={left} width={width} height={BAR} rx="2" />
      {width > name.length * 6.2 + 10 && <text x={left + 6} y="13" className="xs">{name}</text>}
    </g>
  )
}

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
