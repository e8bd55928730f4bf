import type { ClusterView } from '../../world/view.ts'
import { progress, type Capsule, type PlacedFrame } from './geometry-frames.ts'
import type { Stalks } from './geometry-stalks.ts'
import type { StageModel } from './model.ts'

/** Frames with records, in the air between stalks: from the tip they were read from to the tip they will be written to. */
export const placeInStalks = (view: ClusterView, model: StageModel, plan: Stalks, at: number): PlacedFrame[] => {
  const tipOf = (process: string, partition: string) => {
    const broker = model.brokers.find(b => b.process === process)
    const stalk = plan.jars.find(j => j.broker === broker)?.stalks.find(s => s.row.partition === partition)
    return stalk && { x: stalk.x, y: stalk.tip - 8 }
  }
  return view.frames.flatMap((frame): PlacedFrame[] => {
    const capsules = frame.carries.filter(part => part.records > 0).flatMap((part): Capsule[] => {
      const [from, to] = [tipOf(frame.from, part.partition), tipOf(frame.to, part.partition)]
      const known = from ?? to
      const row = model.rows.find(r => r.partition === part.partition)
      if (!known || !row) return []
      const outside = { x: frame.api === 'Fetch' ? plan.width + 10 : -10, y: known.y - 12 }
      const [a, b] = [from ?? outside, to ?? outside]
      const [x, y] = curve(a, b, progress(frame, at))
      return [{
        frame, x, y, dir: Math.sign(b.x - a.x) as Capsule['dir'], hue: row.hue,
        look: part.error ? 'error' : frame.dir === 'response' && frame.api === 'Produce' ? 'answer' : 'request',
        label: String(part.records),
      }]
    })
    return capsules.map(capsule => ({ frame, capsules: [capsule] }))
  })
}

const curve = (a: { x: number; y: number }, b: { x: number; y: number }, t: number): [number, number] => {
  const top = { x: (a.x + b.x) / 2, y: Math.max(20, Math.min(a.y, b.y) - 46) }
  const at = (p: number, q: number, r: number) => (1 - t) * (1 - t) * p + 2 * (1 - t) * t * q + t * t * r
  return [at(a.x, top.x, b.x), at(a.y, top.y, b.y)]
}
