import type { ClusterView, FrameView } from '../../world/view.ts'
import { progress, type Capsule, type PlacedFrame } from './geometry-frames.ts'
import type { Stalks } from './geometry-stalks.ts'
import type { StageModel } from './model.ts'
import type { Hue } from './model-rows.ts'

interface Point { readonly x: number; readonly y: number }
/** Records in the air between stalks: from the tip they were read from to the tip they will be written to; who is no broker is outside. */
export interface Arc { readonly from: Point; readonly over: Point; readonly to: Point; readonly hue: Hue; readonly records: number; readonly error: string | null }

/** The ways of all records a frame carries. */
export const arcsOf = (frame: FrameView, model: StageModel, plan: Stalks): Arc[] => {
  const tipOf = (process: string, partition: string) => {
    const broker = model.brokers.find(b => b.process === process)
    const stalk = plan.jars.find(j => j.broker === broker)?.stalks.find(s => s.row.partition === partition)
    return stalk && { x: stalk.x, y: stalk.tip - 8 }
  }
  return frame.carries.filter(part => part.records > 0).flatMap(({ partition, records, error }): Arc[] => {
    const [start, end] = [tipOf(frame.from, partition), tipOf(frame.to, partition)]
    const known = start ?? end
    const row = model.rows.find(r => r.partition === partition)
    if (!known || !row) return []
    const outside = { x: frame.api === 'Fetch' ? plan.width + 10 : -10, y: known.y - 12 }
    const [from, to] = [start ?? outside, end ?? outside]
    return [{ from, to, over: { x: (from.x + to.x) / 2, y: Math.max(20, Math.min(from.y, to.y) - 46) }, hue: row.hue, records, error }]
  })
}

/** Each of them after a share of its way. */
export const onArcs = (frame: FrameView, arcs: readonly Arc[], share: number): PlacedFrame[] => arcs.map(arc => {
  const { from, to, hue, records, error } = arc
  const capsule: Capsule = {
    frame, ...pointOn(arc, share), dir: Math.sign(to.x - from.x) as Capsule['dir'], hue, label: String(records),
    look: error ? 'error' : frame.dir === 'response' && frame.api === 'Produce' ? 'answer' : 'request',
  }
  return { frame, capsules: [capsule] }
})

export const placeInStalks = (view: ClusterView, model: StageModel, plan: Stalks, at: number): PlacedFrame[] =>
  view.frames.flatMap(frame => onArcs(frame, arcsOf(frame, model, plan), progress(frame, at)))

const pointOn = ({ from, over, to }: Arc, t: number): Point => {
  const at = (a: number, b: number, c: number) => (1 - t) * (1 - t) * a + 2 * (1 - t) * t * b + t * t * c
  return { x: at(from.x, over.x, to.x), y: at(from.y, over.y, to.y) }
}
