import type { StageModel } from './model.ts'
import type { BrokerColumn } from './model-brokers.ts'
import type { ReplicaMark, Row } from './model-rows.ts'

/** Zoom level *brokers*: the cluster from a step back. A jar a broker, a stalk a replica; a sick broker shows at once. */
export interface Stalks {
  width: number
  height: number
  top: number
  floor: number
  jars: readonly { broker: BrokerColumn; x: number; width: number; stalks: readonly Stalk[] }[]
}
export interface Stalk { row: Row; mark: ReplicaMark; x: number; w: number; foot: number; hw: number; tip: number }

/** Records of the longest log that is drawn. */
export const longestLog = (model: StageModel): number => Math.max(1, ...model.rows.flatMap(row => row.replicas.map(r => r.end - row.start)))

/** `longest`: the log that fills its jar; of two pictures that are compared, the same. */
export const stalks = (model: StageModel, width: number, height: number, longest = longestLog(model)): Stalks => {
  const columns = Math.max(1, model.brokers.length)
  const gap = Math.min(26, width * 0.03)
  const jarW = Math.min(214, (width - 24 - gap * (columns - 1)) / columns)
  const left = (width - columns * jarW - gap * (columns - 1)) / 2
  const [top, floor] = [44, height - 44]
  const tall = floor - top - 54
  const jars = model.brokers.map((broker, i) => {
    const x = left + i * (jarW + gap)
    const mine = model.rows.flatMap(row => row.replicas.filter(r => r.broker === broker.id).map(mark => ({ row, mark })))
    const step = Math.min(30, (jarW - 34) / Math.max(1, mine.length))
    const from = x + (jarW - step * mine.length) / 2 + step / 2
    return { broker, x, width: jarW, stalks: mine.map(({ row, mark }, k) => stalkOf(row, mark, from + k * step, step, floor, tall / longest)) }
  })
  return { width, height, top, floor, jars }
}

const stalkOf = (row: Row, mark: ReplicaMark, x: number, step: number, floor: number, perRecord: number): Stalk => ({
  row, mark, x,
  w: Math.min(mark.leads ? 13 : 9, step * (mark.leads ? 0.6 : 0.45)),
  foot: floor,
  hw: floor - Math.max(0, Math.min(row.hw, mark.end) - row.start) * perRecord,
  tip: floor - Math.max(0, mark.end - row.start) * perRecord,
})
