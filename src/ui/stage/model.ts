import type { ClusterView } from '../../world/view.ts'
import { rulerFor, type Ruler } from './geometry-scale.ts'
import { brokerColumns, controllerNodes, type BrokerColumn, type ControllerNode } from './model-brokers.ts'
import { readerColumns, sourceCards, type ReaderColumn, type SourceCard } from './model-clients.ts'
import { topicBands, type Row, type TopicBand } from './model-rows.ts'

/** The cluster as the stage draws it: columns, rows, cards. A pure function of the view; nothing else decides a mark. */
export interface StageModel {
  brokers: readonly BrokerColumn[]
  controllers: readonly ControllerNode[]
  bands: readonly TopicBand[]
  rows: readonly Row[]
  sources: readonly SourceCard[]
  readers: readonly ReaderColumn[]
  ruler: Ruler
}

export const stageModel = (view: ClusterView, options: { internal: boolean }): StageModel => {
  const brokers = brokerColumns(view, options)
  const bands = topicBands(view, brokers, options.internal)
  const rows = bands.flatMap(band => band.rows)
  const longest = rows.reduce((most, row) => Math.max(most, row.end - row.start), 0)
  return {
    brokers, controllers: controllerNodes(view), bands, rows, sources: sourceCards(view), readers: readerColumns(view),
    ruler: rulerFor(longest),
  }
}
