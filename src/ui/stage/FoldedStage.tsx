import './stage.css'
import { memo } from 'react'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { count } from '../format.ts'
import { useArrival, useDesk, useDo, useWords } from '../hooks.ts'
import { Pennant } from '../marks/Marks.tsx'
import type { Ruler } from './geometry-scale.ts'
import { stageModel } from './model.ts'
import { lagOf } from './model-clients.ts'
import type { ReplicaMark, Row } from './model-rows.ts'
import { ReplicaLog } from './ReplicaLog.tsx'
import { replicaWords } from './outline-words.ts'
import { onlyPartition } from './scope.ts'
import { ids, partitionOf } from './stage-props.ts'

/** The stage while the dock fills the page: the row one is looking into, its replicas from broker to broker, and who reads it. */
export const FoldedStage = memo(({ view }: { view: ClusterView }) => {
  const t = useWords()
  const { arrange } = useDo()
  const main = useArrival()
  const selection = useDesk(state => state.selection)
  const chosen = partitionOf(selection) ?? readBy(view, selection) ?? firstOf(view)
  const model = chosen && stageModel(view, { internal: true, scope: onlyPartition(view, chosen) })
  const row = model?.rows[0]
  return (
    <main className="foldedstage" id="main" ref={main} tabIndex={-1}>
      {row && <Name row={row} />}
      {row?.replicas.toSorted((a, b) => a.broker - b.broker).map(mark => <Replica key={mark.broker} row={row} mark={mark} ruler={model!.ruler} />)}
      {row && model!.readers.map(reader => {
        const lag = lagOf(reader, row)
        return typeof lag === 'number' && <div key={reader.id} className="reads"><b>{reader.title}</b> <span>{t('lag')} <span className="mono">{count(lag)}</span></span></div>
      })}
      <span className="spring" />
      <button className="link" onClick={() => arrange({ dockFills: false })}>{t('dock.unfold')}</button>
    </main>
  )
})

const readBy = ({ groups }: ClusterView, selection: Selection | null): PartitionId | null =>
  selection?.is === 'group' ? Object.keys(groups[selection.group]?.committed ?? {}).sort()[0] as PartitionId | undefined ?? null : null

const firstOf = ({ metadata: { topics } }: ClusterView): PartitionId | null => {
  const topic = Object.keys(topics).sort().find(name => !topics[name]!.internal)
  return topic === undefined ? null : `${topic}-0`
}

const Name = ({ row }: { row: Row }) => {
  const t = useWords()
  return (
    <div className="rowname">
      <b className="mono">{row.partition}</b>
      {row.leaderless ? <span className="t-less">{t('row.leaderless')}</span>
        : <span className={row.underMinIsr ? 't-lag' : 'dim'}>ISR {ids(row.isr)}{row.underMinIsr && ` < min ${row.minIsr}`}</span>}
    </div>
  )
}

const LOG = { x: 22, y: 14, width: 140 }

const Replica = ({ row, mark, ruler }: { row: Row; mark: ReplicaMark; ruler: Ruler }) => {
  const t = useWords()
  return (
    <div className="replica">
      <b>{t('broker.name', { id: mark.broker })}</b>
      <svg width={LOG.x + LOG.width + 2} height="40" role="img" aria-label={replicaWords(t, row, mark)}>
        <ReplicaLog t={t} mark={mark} ruler={ruler} start={row.start} end={row.end} hw={row.hw} {...LOG} narrow={false} />
        {mark.leads && <Pennant x={LOG.x - 9} y={LOG.y - 7} />}
      </svg>
    </div>
  )
}
