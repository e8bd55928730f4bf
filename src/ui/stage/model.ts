import type { ClusterView } from '../../world/view.ts'
import { rulerFor, type Ruler } from './geometry-scale.ts'
import { brokerColumns, controllerNodes, type BrokerColumn, type ControllerNode } from './model-brokers.ts'
import { readerColumns, sourceCards, type ReaderColumn, type SourceCard } from './model-clients.ts'
import { topicBands, type Row, type TopicBand } from './model-rows.ts'
import type { Scope } from './scope.ts'

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

export interface StageOptions {
  internal: boolean
  /** Of a fleet, the part that is drawn. */
  scope?: Scope | null
  /** `linear`: offsets as they are, however long the logs. */
  scale?: 'linear' | 'log' | null
}

export const stageModel = (view: ClusterView, { internal, scope = null, scale = null }: StageOptions): StageModel => {
  const brokers = brokerColumns(view, { internal }).filter(({ id }) => !scope || scope.brokers.has(id))
  const bands = topicBands(view, brokers, { internal, scope })
  const rows = bands.flatMap(band => band.rows)
  const longest = rows.reduce((most, row) => Math.max(most, row.end - row.start), 0)
  return {
    brokers, controllers: controllerNodes(view), bands, rows, sources: sourceCards(view), readers: readerColumns(view),
    ruler: rulerFor(longest, scale),
  }
}
