import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { progress, type Capsule, type PlacedFrame } from './geometry-frames.ts'
import type { Trays } from './geometry-trays.ts'
import type { StageModel } from './model.ts'

/** Where frames of one partition run between its trays: clients along the leader's tray, followers up and down between trays. */
export const placeInTrays = (view: ClusterView, model: StageModel, p: Trays, at: number): PlacedFrame[] => {
  const tray = (process: string) => p.trays.find(t => t.mark.broker === model.brokers.find(b => b.process === process)?.id)
  return view.frames.flatMap((frame): PlacedFrame[] => {
    const part = frame.carries.find(c => c.partition === p.row.partition)
    if (!part) return []
    const [from, to] = [tray(frame.from), tray(frame.to)]
    const gone = progress(frame, at)
    const kind = { frame, hue: p.row.hue, label: `${frame.api}${part.records
      ? ` ${part.records}`
      : frame.dir === 'request' && part.offset !== null && frame.api === 'Fetch' ? ` @${part.offset}` : ''}`,
      look: part.error
        ? 'error' as const
        : frame.dir === 'response' && frame.api === 'Produce' || part.records === 0 ? 'answer' as const : 'request' as const }
    const end = Math.min(p.trayX + p.trayW - 40, p.endX + p.cell)
    if (from && to) return one({ ...kind, x: end + 30, y: from.y + 17 + (to.y - from.y) * gone, dir: 0 })
    const lead = from ?? to
    if (!lead) return []
    const reads = frame.api === 'Fetch'
    const [client, log] = [reads ? p.trayX + p.trayW - 22 : p.trayX - 24, end]
    const x = to ? client + (log - client) * gone : log + (client - log) * gone
    return one({ ...kind, x, y: lead.y + 17, dir: Math.sign(to ? log - client : client - log) as Capsule['dir'] })
  })
}
const one = (capsule: Capsule): PlacedFrame[] => [{ frame: capsule.frame, capsules: [capsule] }]

export const spotInTrays = (p: Trays, model: StageModel, x: number, y: number): Selection | null => {
  if (y < p.trays[0]!.y && x >= p.trayX && x < p.trayX + p.trayW) return { is: 'partition', partition: p.row.partition }
  const tray = p.trays.find(t => y >= t.y && y < t.y + p.trayH && x >= p.trayX && x < p.trayX + p.trayW)
  if (tray) {
    const offset = tray.cells.find(c => x >= c.x && x < c.x + p.cell)?.offset ?? tray.batches.find(b => x >= b.x && x < b.x + b.width)?.offset
    if (x < p.cellX - 20 && model.brokers.some(b => b.id === tray.mark.broker)) return { is: 'broker', broker: tray.mark.broker }
    return { is: 'replica', partition: p.row.partition, broker: tray.mark.broker, ...(offset !== undefined && { offset }) }
  }
  const lead = p.trays.find(t => t.mark.leads) ?? p.trays[0]
  const i = lead ? Math.floor((y - lead.y - 4) / 76) : -1
  const source = i < 0 || x > 124 ? undefined : model.sources.filter(s => s.topics.length === 0 || s.topics.includes(p.row.topic))[i]
  const reader = i < 0 || x < p.width - 118 ? undefined : model.readers[i]
  return source ? { is: 'process', process: source.process } : reader?.kind === 'group' ? { is: 'group', group: reader.id } : null
}
