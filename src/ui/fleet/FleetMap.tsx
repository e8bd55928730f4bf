import './fleet.css'
import { useMemo, useState, type MouseEvent } from 'react'
import type { ClusterView } from '../../world/view.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { useDrawing } from '../stage/canvas.ts'
import { stateKey } from '../stage/jar-state.ts'
import { Outline } from '../stage/Outline.tsx'
import { ids } from '../stage/stage-props.ts'
import type { Translate } from '../i18n/index.ts'
import { drawFleet, TOKENS, type Paint } from './draw.ts'
import { fleetPlan, fleetSpot, selectionOfSpot, type FleetSpot } from './geometry.ts'
import { fleetOf, placedOf, STATES, type Fleet } from './model.ts'
import { fleetOutline } from './outline.ts'
import { leaderSkew, percent, spreadsOf, type Spread } from './spread.ts'
import { Spreads } from './Spreads.tsx'
import { useSay, type Say } from './words.ts'

interface Props { view: ClusterView; size: { width: number; height: number } }

/** The cluster from furthest off: racks of jars, and a cell for each partition. */
export const FleetMap = ({ view, size }: Props) => {
  const [t, say] = [useWords(), useSay()]
  const { internal, outline } = useDesk(state => state.settings)
  const [focused, setFocused] = useState<string | null>(null)
  const { topics, brokers } = view.metadata
  const placed = useMemo(() => placedOf({ topics, brokers }, internal), [topics, brokers, internal])
  const fleet = useMemo(() => fleetOf(view, { internal }, placed), [view, internal, placed])
  const spreads = useMemo(() => spreadsOf(fleet), [fleet])
  const table = useMemo(() => fleetOutline(t, say, fleet, spreads), [t, say, fleet, spreads])
  return (
    <>
      {!outline && size.width > 0 && <Picture fleet={fleet} spreads={spreads} size={size} focused={focused} say={say} />}
      <Outline table={table} seen={outline} onFocus={setFocused} />
    </>
  )
}

const Picture = ({ fleet, spreads, size, focused, say }: { fleet: Fleet; spreads: readonly Spread[]; size: Props['size']; focused: string | null; say: Say }) => {
  const t = useWords()
  const { select, set } = useDo()
  const selection = useDesk(state => state.selection)
  const plan = useMemo(() => fleetPlan(fleet, size.width, size.height - 6), [fleet, size.width, size.height])
  const [tip, setTip] = useState<{ x: number; y: number; lines: readonly string[] } | null>(null)
  const ref = useDrawing<Paint>({ ...plan, paintOf, draw: (context, paint) => drawFleet(context, fleet, plan, paint, { selection, focused }) },
    [fleet, plan, selection, focused])
  const onMove = (event: MouseEvent) => {
    const [x, y] = pointer(event)
    const spot = fleetSpot(plan, x, y)
    setTip(spot && { x, y, lines: linesOf(t, say, spot) })
  }
  const onDoubleClick = (event: MouseEvent) => {
    const spot = fleetSpot(plan, ...pointer(event))
    if (spot) set({ zoom: spot.is === 'partition' ? 'records' : 'partitions' })
  }
  const brokers = plan.jars.length
  return (
    <div
      className="sheet-of fleet" style={{ width: plan.width, height: plan.height }} onMouseMove={onMove} onMouseLeave={() => setTip(null)}
      onClick={event => select(selectionOfSpot(fleetSpot(plan, ...pointer(event))))} onDoubleClick={onDoubleClick}
    >
      <Heads fleet={fleet} leads={spreads[0]!} top={plan.fieldHead} say={say} brokers={brokers} />
      <Spreads spreads={spreads} width={plan.width} {...plan.spreads} say={say} />
      <canvas
        ref={ref} style={{ width: plan.width, height: plan.height }} role="img"
        aria-label={say('label', { brokers, partitions: fleet.partitions.length })}
      />
      {tip && (
        <span className="tip" style={{ ...side(tip.x, plan.width), top: tip.y + 14 }}>{tip.lines.map((line, i) => i === 0
          ? <b key={line}>{line}</b> : <span key={line}>{line}</span>)}</span>
      )}
    </div>
  )
}

/** A tooltip near the right edge stands to the left of the pointer. */
const side = (x: number, width: number) => x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }

const Heads = ({ fleet, leads, top, say, brokers }: { fleet: Fleet; leads: Spread; top: number; say: Say; brokers: number }) => {
  const dark = fleet.racks.filter(rack => rack.dark), skew = leaderSkew(leads)
  return (
    <>
      <p className="fleethead">
        <b>{say('head', { racks: fleet.racks.length, brokers })}</b><span className="key">{say('key')}</span>
        {dark.length > 0 && <span className="dark">✕ {say('dark', { racks: dark.map(rack => rack.name).join(', ') })}</span>}
        {skew && <span className="skew">{say('skew', { broker: skew.broker, by: percent(skew.by) })}</span>}
      </p>
      <p className="fleethead" style={{ top }}>
        <b>{say('field', { n: fleet.partitions.length.toLocaleString('en-US') })}</b>
        {STATES.map(state => <span key={state} className={`count ${state} ${fleet.counts[state] ? 'some' : ''}`}><i aria-hidden="true" />{fleet.counts[state].toLocaleString('en-US')} {say(state)}</span>)}
        <span className="count plain">{say('unpreferred', { n: fleet.unpreferred.toLocaleString('en-US') })}</span>
      </p>
    </>
  )
}

const linesOf = (t: Translate, say: Say, spot: FleetSpot): string[] => {
  if (spot.is === 'partition') {
    const { partition, state, of } = spot.of
    return [`${partition} · ${say(state)}`, say('tip.partition', { leader: of.leader ?? say('none'), replicas: ids(of.replicas), isr: ids(of.isr), min: of.minIsr })]
  }
  const { broker } = spot
  const disk = Math.round(broker.diskShare * 100)
  return [
    `${t('broker.name', { id: broker.id })} · ${broker.rack ?? broker.machine} · ${t(stateKey[broker.state])}`,
    say('tip.broker', { leads: broker.leads, replicas: broker.replicas, behind: broker.behind, disk }),
  ]
}

const paintOf = (element: Element): Paint => {
  const style = getComputedStyle(element)
  return Object.fromEntries(TOKENS.map(name => [name, style.getPropertyValue(`--${name}`).trim()])) as Paint
}

const pointer = (event: MouseEvent): [x: number, y: number] => {
  const box = event.currentTarget.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}
