import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { bytes, count } from '../format.ts'
import { METADATA } from '../internal/places.ts'
import { useDesk, useWords } from '../hooks.ts'
import { stageModel } from '../stage/model.ts'
import type { Row } from '../stage/model-rows.ts'
import { onlyPartition } from '../stage/scope.ts'
import { ids } from '../stage/stage-props.ts'
import { late } from '../late.tsx'
import { Acts } from './Acts.tsx'
import { LoupePicture } from './LoupePicture.tsx'
import { partitionSays } from './sentences.ts'
import { ControllerPane } from './ProcessPane.tsx'
import { Facts, Gone, Head, Says } from './SidePane.tsx'

const Passport = late(() => import('../passport/Passport.tsx').then(({ Passport }) => Passport))

export const PartitionPane = ({ view, selection }: { view: ClusterView; selection: Extract<Selection, { is: 'partition' | 'replica' }> }) => {
  const t = useWords()
  const width = useDesk(state => state.layout.side) - 40
  const row = stageModel(view, { internal: true, scope: onlyPartition(view, selection.partition) }).rows[0]
  if (!row && selection.is === 'replica' && selection.partition === METADATA) return <ControllerPane view={view} node={selection.broker} />
  if (!row) return <Gone title={selection.partition} />
  const log = view.replicas[row.partition]?.[row.leader ?? row.elr[0] ?? -1]
  return (
    <>
      <Head title={row.partition}><StateBadge row={row} /></Head>
      <Says sentences={partitionSays(row)} />
      <Moving view={view} row={row} />
      <h3>{t('side.batches')}</h3>
      <LoupePicture view={view} row={row} width={width} />
      {selection.is === 'replica' && selection.offset !== undefined && <Passport partition={row.partition} offset={selection.offset} />}
      {selection.is === 'replica' && <ReplicaFacts view={view} row={row} broker={selection.broker} offset={selection.offset} />}
      <h3>{t('side.partition')}</h3>
      <Facts rows={[
        [
          t('fact.leader'),
          <>{row.leader ?? '∅'}{row.leader !== row.replicas.find(r => r.preferred)?.broker
            && <span className="dim"> {t('fact.preferred', { id: row.replicas.find(r => r.preferred)?.broker ?? '–' })}</span>}</>,
        ],
        [t('fact.epoch'), count(row.epoch)],
        [t('fact.replicas'), row.replicas.map(r => r.broker).join(' ')],
        ['ISR · ELR', `${ids(row.isr)} · ${row.elr.length ? row.elr.join(' ') : '–'}`],
        [t('fact.start'), count(row.start)],
        [t('fact.hw'), count(row.hw)],
        [t('fact.end'), count(row.end)],
        ...(log ? [[t('fact.on-disk'), t('fact.segments', { n: log.segments.length, size: bytes(log.bytes) })] as const] : []),
        ['min.insync.replicas', row.minIsr],
      ]} />
      <Acts groups={selection.is === 'replica' ? ['mend', 'kafka', 'fault'] : ['kafka']} />
    </>
  )
}

/** A reassignment under way: who comes, who goes, and how far those who come have got. */
const Moving = ({ view, row }: { view: ClusterView; row: Row }) => {
  const t = useWords()
  const last = useDesk(state => state.told.findLast(told => told.is === 'replicas.changed' && told.partition === row.partition && told.at <= view.now))
  if (last?.is !== 'replicas.changed' || last.adding.length + last.removing.length === 0) return null
  const far = last.adding.map(id => {
    const behind = row.replicas.find(replica => replica.broker === id)?.behind ?? 0
    return row.isr.includes(id) ? t('moving.there', { id }) : t('moving.behind', { id, n: count(Math.max(0, behind)) })
  })
  return <p className="note" role="status"><b>{t('moving', { adding: ids(last.adding), removing: ids(last.removing) })}</b> {far.join(' ')}</p>
}

const StateBadge = ({ row }: { row: Row }) => {
  const t = useWords()
  if (row.leaderless) return <span className="badge leaderless">{t('row.leaderless')}</span>
  if (row.underMinIsr) return <span className="badge lagging">{t('badge.under-min')}</span>
  if (row.isr.length < row.replicas.length) return <span className="badge lagging">{t('badge.under-replicated')}</span>
  return <span className="badge ok">{t('badge.in-sync')}</span>
}

const ReplicaFacts = ({ view, row, broker, offset }: { view: ClusterView; row: Row; broker: number; offset: number | undefined }) => {
  const t = useWords()
  const log = view.replicas[row.partition]?.[broker]
  const mark = row.replicas.find(r => r.broker === broker)
  if (!log || !mark) return null
  const batch = offset === undefined ? undefined : log.tail.find(b => b.baseOffset <= offset && offset <= b.lastOffset)
  return (
    <>
      <h3>{t('side.replica', { id: broker })}</h3>
      <Facts rows={[
        [t('fact.state'), t(`replica.${mark.state}`)],
        [t('fact.end'), count(log.end)],
        [t('fact.hw-known'), count(log.hw)],
        [t('fact.epoch'), count(log.epoch)],
        [t('fact.on-disk'), t('fact.segments', { n: log.segments.length, size: bytes(log.bytes) })],
        [t('fact.log-dir'), log.logDir],
        ...(offset !== undefined ? [[t('fact.offset'), count(offset)] as const] : []),
        ...(batch ? [
          [t('fact.batch'), `${count(batch.baseOffset)}–${count(batch.lastOffset)}`] as const,
          [t('fact.batch-facts'), t('fact.batch-of', { n: batch.count, size: bytes(batch.bytes), epoch: batch.epoch })] as const,
        ] : []),
      ]} />
    </>
  )
}
