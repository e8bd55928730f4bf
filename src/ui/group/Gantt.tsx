import { useMemo } from 'react'
import type { ClusterView, GroupView, Micros } from '../../world/view.ts'
import { clock, duration } from '../format.ts'
import { rises } from '../history.ts'
import { useDesk } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { GanttChart } from './GanttChart.tsx'
import { lagLine } from './lag-story.ts'
import { ownershipOf, stopsIn, type Ownership } from './ownership.ts'
import { useSay } from './words.ts'

const SPANS: Readonly<Record<string, Micros>> = { '10 s': 10_000_000, '30 s': 30_000_000, '2 min': 120_000_000, '10 min': 600_000_000 }

/** Who read which partition when, when nobody did, and what the group was behind by meanwhile. */
export const Gantt = ({ view, group }: { view: ClusterView; group: GroupView }) => {
  const say = useSay()
  const [of, ask] = useInspected('groups')
  const told = useDesk(state => state.told), deeds = useDesk(state => state.actions), now = useDesk(state => state.time.now), history = useDesk(state => state.history)
  const span = of['span'] && of['span'] in SPANS ? of['span'] : '30 s'
  const story = useMemo(() => ownershipOf(group.group, told, deeds, now), [group.group, told, deeds, now])
  const from = Math.max(0, now - SPANS[span]!)
  const stops = stopsIn(story, from)
  return (
    <section className="ownership">
      <div className="secthead">
        <h2>{say('owners')}</h2>
        <span role="group" aria-label={say('span')}>
          {Object.keys(SPANS).map(each => <button key={each} className="btn quiet small" aria-pressed={each === span} onClick={() => ask({ span: each })}>{each}</button>)}
        </span>
        <span className="spring" />
        <TakeAlong tab="groups" name={`${group.group}-ownership`} disabled={story.rows.length === 0} linked={false} lines={() => linesOf(story)} />
      </div>
      {story.rows.length === 0 ? <p className="empty">{say('no-owners')}</p> : <>
        <p className={stops.partitions === 0 ? 'note' : 'note t-lag'} role="status">
          {stops.partitions === 0 ? say('no-stop') : say('stop', { n: stops.partitions, of: story.rows.length, longest: duration(stops.longest), total: duration(stops.total) })}
        </p>
        <GanttChart {...{ story, from, now, say }} lag={lagLine(view, history, group, from)} isRising={rises(lagLine(view, history, group, 0).map(({ lag }) => lag))} label={say('ownership', { group: group.group })} />
      </>}
    </section>
  )
}

const linesOf = ({ rows }: Ownership) => rows.flatMap(({ partition, stretches }) => stretches.map(({ owner, from, to }) => ({ partition, owner, from: clock(from), to: clock(to), ms: (to - from) / 1_000 })))
