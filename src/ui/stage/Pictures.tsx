import { useCallback, useLayoutEffect, useMemo, useRef, type MouseEvent } from 'react'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import type { Selection, Zoom } from '../desk.ts'
import { deedOf, gripAt, perform, type Deed, type Grip } from '../hands/deeds.ts'
import type { Hands } from '../hands/use-drag.ts'
import { useBreakpoint, useDesk, useDeskStore, useDo, useWords } from '../hooks.ts'
import { bundled } from './bundle.ts'
import { FrameCanvas } from './FrameCanvas.tsx'
import { placeFrames, type PlacedFrame } from './geometry-frames.ts'
import { CARD, matrix, spotAt, type Matrix, type Spot } from './geometry-matrix.ts'
import { stalks } from './geometry-stalks.ts'
import { trays, type Trays } from './geometry-trays.ts'
import { arcAt, linkArcs, type LinkArc } from './LinkFaults.tsx'
import { MatrixPicture } from './MatrixPicture.tsx'
import type { StageModel } from './model.ts'
import type { Row } from './model-rows.ts'
import { Sheet } from './Sheet.tsx'
import type { StageProps } from './stage-props.ts'
import { placeInStalks } from './stalks-frames.ts'
import { StalksPicture } from './StalksPicture.tsx'
import { placeInTrays, spotInTrays } from './trays-frames.ts'
import { tipOf } from './tips.ts'
import { deedInTrays, gripInTrays, trayLinkAt, trayLinks } from './TrayLinks.tsx'
import { TraysPicture } from './TraysPicture.tsx'

/** A narrow stage has no rails for frames to run on. */
const NARROW = 700
const NOTHING: readonly PlacedFrame[] = []

interface Props { view: ClusterView; model: StageModel; size: { width: number; height: number } }

/** The cluster at one zoom level: from a step back, as the matrix, or record by record. */
export const Picture = ({ zoom, row, focused, ...props }: Props & { zoom: Zoom; row: Row | null; focused: string | null }) => {
  if (zoom === 'brokers') return <Brokers {...props} />
  if (zoom === 'records' && row) return <Records {...props} row={row} />
  return <Partitions {...props} focused={focused} />
}

const Brokers = ({ view, model, size }: Props) => {
  const t = useWords()
  const { select } = useDo()
  const selection = useDesk(state => state.selection)
  const plan = stalks(model, size.width, Math.max(300, Math.min(520, size.height - 8)))
  const onClick = (event: MouseEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const jar = plan.jars.find(j => x >= j.x && x <= j.x + j.width)
    select(jar ? { is: 'broker', broker: jar.broker.id } : null)
  }
  const label = t('stage.label', { brokers: model.brokers.length, partitions: model.rows.length })
  return (
    <div className="sheet-of" onClick={onClick}>
      <StalksPicture t={t} plan={plan} chosen={selection?.is === 'broker' ? selection.broker : null} label={label} />
      <FrameCanvas placed={size.width < NARROW ? NOTHING : placeInStalks(view, model, plan, view.now)} width={plan.width} height={plan.height} />
    </div>
  )
}

const Records = ({ view, model, size, row }: Props & { row: Row }) => {
  const t = useWords()
  const { select } = useDo()
  const scale = useDesk(state => state.settings.scale)
  const plan = useMemo(() => trays(view, row, size.width, scale), [view, row, size.width, scale])
  const placed = useMemo(() => placeInTrays(view, model, plan, view.now), [view, model, plan])
  const links = useMemo(() => trayLinks(view.faults, plan, model), [view.faults, plan, model])
  const draw = useCallback((stage: StageProps) => <TraysPicture {...stage} plan={plan} model={model} links={links} />, [plan, model, links])
  const at = (x: number, y: number): Selection | null => {
    const link = trayLinkAt(links, x, y)
    return link ? { is: 'link', from: link.from, to: link.to } : spotInTrays(plan, model, x, y)
  }
  return (
    <Sheet width={plan.width} height={plan.height} placed={placed} onSpot={(x, y) => select(at(x, y))} hands={useTrayHands(plan, model)} tipAt={(x, y) => tipOf(t, view, model, at(x, y))}>
      {draw}
    </Sheet>
  )
}

const Partitions = ({ view, model, size, focused }: Props & { focused: string | null }) => {
  const t = useWords()
  const { select } = useDo()
  const selection = useDesk(state => state.selection)
  const width = useRoom(size.width)
  const m = useMemo(() => matrix(model, width, size.height), [model, width, size.height])
  const ref = useScroll(selection, m, size.width)
  const arcs = useMemo(() => linkArcs(view.faults, m), [view.faults, m])
  const hands = useHands(view, m)
  const placed = useMemo(() => m.narrow ? NOTHING : bundled(placeFrames(view, model, m, view.now)), [view, model, m])
  const draw = useCallback((stage: StageProps) => <MatrixPicture {...stage} m={m} model={model} arcs={arcs} focused={focused} />, [m, model, arcs, focused])
  return (
    <Sheet
      ref={ref} width={m.width} height={m.height} placed={placed} onSpot={(x, y, exact) => select(selectionAt(m, model, arcs, exact ? null : selection, x, y, exact))} hands={hands}
      tipAt={(x, y) => tipOf(t, view, model, selectionAt(m, model, arcs, null, x, y, true))}
    >
      {draw}
    </Sheet>
  )
}

const useTrayHands = (plan: Trays, model: StageModel): Hands<Grip, Deed> => {
  const door = useDo()
  const store = useDeskStore()
  return {
    grab: (x, y) => gripInTrays(plan, model, x, y),
    over: (grip, x, y) => deedInTrays(plan, model, grip, x, y),
    drop: deed => perform(deed, () => ({ state: store.getState(), do: door })),
  }
}

/** What can be dragged in the matrix: lines between machines, replicas into other jars. */
const useHands = (view: ClusterView, m: Matrix): Hands<Grip, Deed> => {
  const door = useDo()
  const store = useDeskStore()
  const machineOf = (process: string) => view.processes[process]?.machine ?? null
  return {
    grab: (x, y) => gripAt(m, machineOf, x, y),
    over: (grip, x, y) => deedOf(m, grip, machineOf, x, y),
    drop: deed => perform(deed, () => ({ state: store.getState(), do: door })),
  }
}

/** Only a narrow page has the narrow picture; a stage that its neighbours squeeze is scrolled. */
const useRoom = (width: number): number => {
  const size = useBreakpoint()
  return size === 'narrow' ? width : Math.max(width, NARROW)
}

/** Where something is selected and not all of the picture has room, names and jars are what is seen of it, unless a client is. */
const useScroll = (selection: Selection | null, m: Matrix, room: number) => {
  const ref = useRef<HTMLDivElement>(null)
  const left = selection === null || selection.is === 'process' || selection.is === 'controller' ? 0 : m.label - 8
  const hidden = Math.max(0, m.width - room)
  useLayoutEffect(() => { if (hidden > 0) ref.current?.parentElement?.scrollTo({ left }) }, [left, hidden])
  return ref
}

/** What a click selects, the smallest thing first: a fault, a card, a controller, then what the matrix has there. */
const selectionAt = (m: Matrix, model: StageModel, arcs: readonly LinkArc[], before: Selection | null, x: number, y: number, exact = false): Selection | null => {
  const arc = arcAt(arcs, m, x, y)
  if (arc) return { is: 'link', from: arc.from, to: arc.to }
  const card = m.cards.find(c => x >= c.x && x < c.x + CARD.width && y >= c.y && y < c.y + CARD.height)
  if (card) return { is: 'process', process: card.process }
  const node = m.controllers.find(c => x >= c.x && x < c.x + CARD.width + 6 && y >= c.y && y < c.y + 50)
  if (node) return { is: 'controller', node: node.id }
  const spot = spotAt(m, x, y)
  return spot && spotSelection(spot, model, before, exact)
}

/** A replica's cell selects its partition first, and the replica when the partition is selected already. */
const spotSelection = (spot: Spot, model: StageModel, before: Selection | null, exact: boolean): Selection | null => {
  if (spot.is === 'broker') return { is: 'broker', broker: spot.broker }
  if (spot.is === 'reader') return model.readers.find(r => r.id === spot.id)?.kind === 'group' ? { is: 'group', group: spot.id } : null
  const partition = spot.partition as PartitionId
  const again = (before?.is === 'partition' || before?.is === 'replica') && before.partition === partition
  return spot.is === 'replica' && (again || exact) ? { is: 'replica', partition, broker: spot.broker } : { is: 'partition', partition }
}
