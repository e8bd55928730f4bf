import type { ClusterView, FrameView } from '../../world/view.ts'
import type { Matrix } from './geometry-matrix.ts'
import type { StageModel } from './model.ts'
import { readerOf } from './model-clients.ts'
import type { Hue } from './model-rows.ts'

/**
 * One batch, or one bare frame, in flight. `dir`: where its nose points; 0 = it stands at one place.
 * `request` is filled, `answer` hollow, `error` hollow with ✕; `bare` carries no partition and runs above the jars.
 */
export interface Capsule {
  frame: FrameView
  x: number
  y: number
  dir: -1 | 0 | 1
  hue: Hue | null
  look: 'request' | 'answer' | 'error' | 'bare' | 'empty'
  label: string
  /** So many frames that go together. */
  count?: number
}
export interface PlacedFrame { frame: FrameView; capsules: readonly Capsule[] }

/** Share of the way a frame has gone at `at`. */
export const progress = (frame: FrameView, at: number): number =>
  Math.min(1, Math.max(0, (at - frame.sentAt) / Math.max(1, frame.arrivesAt - frame.sentAt)))

/** x of each party on the stage, by process name. A party that is not on the stage stands at the left edge of the rails. */
const stations = (view: ClusterView, model: StageModel, m: Matrix) => {
  const jars = new Map(m.jars.map(jar => [jar.broker.process, jar]))
  return (process: string, api: string): number => stationOf(view, model, m, jars.get(process), process, api)
}

const stationOf = (view: ClusterView, model: StageModel, m: Matrix, jar: Matrix['jars'][number] | undefined, process: string, api: string): number => {
  if (jar) return jar.cellX + jar.cellW * 0.5
  if (model.controllers.some(c => c.process === process)) return m.railFrom - 40
  const reader = READS.has(api) ? readerOf(view, process) : null
  const column = reader === null ? undefined : m.readers.find(r => r.id === reader)
  return column ? column.x - 4 : m.railFrom
}
const READS = new Set([
  'Fetch', 'ListOffsets', 'JoinGroup', 'SyncGroup', 'Heartbeat', 'LeaveGroup', 'OffsetCommit', 'OffsetFetch', 'FindCoordinator',
  'OffsetForLeaderEpoch',
])

const look = (frame: FrameView, records: number, error: string | null): Capsule['look'] => {
  if (error) return 'error'
  if (records === 0) return frame.dir === 'request' || frame.api === 'Fetch' ? 'empty' : 'answer'
  return frame.api === 'Produce' && frame.dir === 'response' ? 'answer' : 'request'
}

/** Where every frame on the wire is drawn at `at`: a pure function, so that scrubbing moves frames for free. */
export const placeFrames = (view: ClusterView, model: StageModel, m: Matrix, at: number): PlacedFrame[] => {
  const station = stations(view, model, m)
  return view.frames.flatMap((frame): PlacedFrame[] => {
    const [from, to] = [station(frame.from, frame.api), station(frame.to, frame.api)]
    const x = from + (to - from) * progress(frame, at)
    const dir = Math.sign(to - from) as Capsule['dir']
    const carried = frame.carries.flatMap(part => {
      const row = m.rows.get(part.partition)
      return row
        ? [{
          frame, x, y: row.lane, dir, hue: row.row.hue, look: look(frame, part.records, part.error),
          label: part.error ? '✕' : part.records ? String(part.records) : '',
        } satisfies Capsule]
        : []
    })
    if (carried.length) return [{ frame, capsules: carried }]
    if (frame.carries.length || m.narrow || from === to) return []
    return [{ frame, capsules: [{ frame, x, y: m.control, dir, hue: null, look: 'bare', label: '' } satisfies Capsule] }]
  })
}

export const capsuleWidth = (c: Pick<Capsule, 'label' | 'look'>): number => c.look === 'bare' || c.look === 'empty' ? 7 : c.label.length * 6.2 + 12
const HEIGHT = 13

/** The frame under the pointer; the last drawn is on top. */
export const frameAt = (placed: readonly PlacedFrame[], x: number, y: number): FrameView | null =>
  placed.flatMap(p => p.capsules).findLast(c => Math.abs(c.x - x) <= capsuleWidth(c) / 2 + 3 && Math.abs(c.y - y) <= HEIGHT / 2 + 2)?.frame ?? null
