import { useCallback, useMemo, useState, type MouseEvent, type ReactNode, type Ref } from 'react'
import { useStore } from 'zustand'
import type { FrameView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { count } from '../format.ts'
import type { Deed, Grip } from '../hands/deeds.ts'
import { DragLine } from '../hands/DragLine.tsx'
import { useDrag, type Hands } from '../hands/use-drag.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { carriesSelected, rides } from '../passport/rides.ts'
import { FrameCanvas } from './FrameCanvas.tsx'
import { frameAt, type PlacedFrame } from './geometry-frames.ts'
import type { StageProps } from './stage-props.ts'
import type { Tip } from './tips.ts'

interface Props {
  ref?: Ref<HTMLDivElement>
  width: number
  height: number
  placed: readonly PlacedFrame[]
  /** A click that hit no frame. `exact`: the smallest thing that stands there is meant. */
  onSpot(x: number, y: number, exact: boolean): void
  hands?: Hands<Grip, Deed>
  /** What the mark at a point says. */
  tipAt?(x: number, y: number): Tip | null
  /** Draws anew when it is another, or what it is given: not whenever the pointer moves. */
  children(props: StageProps): ReactNode
}

/** Structure below, frames above, one pointer for both. */
export const Sheet = ({ ref, width, height, placed, onSpot, hands, tipAt, children }: Props) => {
  const { select } = useDo()
  const stage = useStageProps()
  const structure = useMemo(() => children(stage), [children, stage])
  const [tip, setTip] = useState<{ x: number; y: number; of: Tip } | null>(null)
  const { drag, wasDragged, handlers } = useDrag(hands ?? null)
  const { exchanges } = useStore(rides)
  const follows = inFrames(stage.selection)
  const chosen = useCallback(({ frame }: PlacedFrame) => isFrame(follows, frame) || carriesSelected(follows, frame, exchanges), [follows, exchanges])
  const onMove = (event: MouseEvent) => {
    const [x, y] = pointer(event)
    const frame = frameAt(placed, x, y)
    const of = frame ? tipOfFrame(frame) : tipAt?.(x, y) ?? null
    setTip(of && { x, y, of })
  }
  const onClick = (event: MouseEvent) => {
    if (wasDragged()) return
    const [x, y] = pointer(event)
    const frame = frameAt(placed, x, y)
    if (frame) select({ is: 'frame', connection: frame.connection, correlation: frame.correlation, dir: frame.dir })
    else onSpot(x, y, event.altKey)
  }
  return (
    <div className="sheet-of" ref={ref} style={{ width, height }} onClick={onClick} onMouseMove={onMove} onMouseLeave={() => setTip(null)} {...handlers}>
      {structure}
      <FrameCanvas placed={placed} width={width} height={height} chosen={chosen} />
      {drag && <DragLine drag={drag} width={width} height={height} />}
      {tip && !drag && <TipBox {...tip} width={width} height={height} />}
    </div>
  )
}

/** Near the right or the lower edge it stands on the other side of the pointer. */
const TipBox = ({ x, y, of, width, height }: { x: number; y: number; of: Tip; width: number; height: number }) => (
  <span className="tip" style={{ ...x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }, ...y > height - 90 ? { bottom: height - y + 12 } : { top: y + 14 } }}>
    <b>{of.title}</b><span>{of.fact}</span><span className="source">{of.source}</span>
  </span>
)

const useStageProps = (): StageProps => {
  const t = useWords()
  const history = useDesk(state => state.history), now = useDesk(state => state.time.now)
  const selection = useDesk(state => state.selection), ring = useDesk(state => state.ring)
  return useMemo(() => ({ t, history, now, selection, ring }), [t, history, now, selection, ring])
}

const pointer = (event: MouseEvent): [x: number, y: number] => {
  const box = event.currentTarget.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}
const tipOfFrame = (frame: FrameView): Tip => ({
  title: `${frame.api} v${frame.version} #${frame.correlation} · ${frame.from} → ${frame.to} · ${count(frame.bytes)} B`,
  fact: frame.carries.slice(0, 3).map(part => [part.partition, part.records ? `${count(part.records)} rec` : '', part.offset === null ? '' : `@${count(part.offset)}`, part.error ?? '']
    .filter(Boolean).join(' ')).join(' · '),
  source: `request_api_key, correlation_id · ${frame.connection}`,
})

/** What is selected, where frames can be it or carry it. */
const inFrames = (selection: Selection | null): Selection | null =>
  selection?.is === 'frame' || (selection?.is === 'replica' && selection.offset !== undefined) ? selection : null

const isFrame = (selection: Selection | null, frame: FrameView): boolean =>
  selection?.is === 'frame' && selection.connection === frame.connection && selection.correlation === frame.correlation && selection.dir === frame.dir
