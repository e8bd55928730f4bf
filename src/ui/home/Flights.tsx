import { useEffect, useState } from 'react'
import { askEvery } from '../asking.ts'
import { useDo, useMedia } from '../hooks.ts'
import { useDrawing } from '../stage/canvas.ts'
import { drawFrames, paletteOf, type Palette } from '../stage/draw-frames.ts'
import type { Stalks } from '../stage/geometry-stalks.ts'
import type { StageModel } from '../stage/model.ts'
import { arcsOf, onArcs, type Arc } from '../stage/stalks-frames.ts'
import { areOver, flightsOf, shareOf, type Flight } from './flights.ts'

const EVERY_MS = 1_000

/** Records on their way between the jars, as they went: frames that left are asked for and drawn once more, slowly enough for an eye. Nothing where motion is not wanted. */
export const Flights = (props: { model: StageModel; plan: Stalks }) => useMedia('(prefers-reduced-motion: reduce)') ? null : <Moving {...props} />

const Moving = ({ model, plan }: { model: StageModel; plan: Stalks }) => {
  const { flights, at } = useFlights()
  const under = flights.flatMap(flight => {
    const share = shareOf(flight, at), arcs = share === null ? [] : arcsOf(flight.frame, model, plan)
    return share === null ? [] : [{ arcs, placed: onArcs(flight.frame, arcs, share) }]
  })
  const draw = (context: CanvasRenderingContext2D, palette: Palette) => {
    for (const { arcs } of under) for (const arc of arcs) drawArc(context, arc, palette)
    drawFrames(context, under.flatMap(({ placed }) => placed), palette, () => false)
  }
  const ref = useDrawing({ width: plan.width, height: plan.height, paintOf: paletteOf, draw }, [flights, at, plan.width])
  return <canvas ref={ref} className="frames" style={{ width: plan.width, height: plan.height }} aria-hidden="true" />
}

const drawArc = (context: CanvasRenderingContext2D, { from, over, to }: Arc, { ink2 }: Palette) => {
  context.globalAlpha = 0.5
  context.strokeStyle = ink2
  context.lineWidth = 1
  context.setLineDash([2, 4])
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.quadraticCurveTo(over.x, over.y, to.x, to.y)
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

/** Those under way, and the moment of the page; while none is, no frame of the screen is asked for. What leaves while some are is let go. */
const useFlights = (): { flights: readonly Flight[]; at: number } => {
  const { look } = useDo()
  const [flights, setFlights] = useState<readonly Flight[]>([])
  const [at, setAt] = useState(0)
  useEffect(() => {
    let after = -1
    return askEvery(EVERY_MS, {
      ask: () => look({ is: 'frames', after }),
      tell: ({ last, frames }) => {
        after = last
        setFlights(under => under.length > 0 ? under : flightsOf(frames, performance.now()))
      },
    })
  }, [look])
  useEffect(() => {
    if (flights.length === 0) return
    let next = requestAnimationFrame(function go(now) {
      setAt(now)
      if (areOver(flights, now)) setFlights([])
      else next = requestAnimationFrame(go)
    })
    return () => cancelAnimationFrame(next)
  }, [flights])
  return { flights, at }
}
