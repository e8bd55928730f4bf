import type { ClusterView, PartitionId } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { count } from '../format.ts'
import { useDo, useWords } from '../hooks.ts'
import { Facts, Gone, Head } from './SidePane.tsx'

/** A group in the side pane; members, assignments and the reset stand in the dock. */
export const GroupSummary = ({ view, group }: { view: ClusterView; group: string }) => {
  const t = useWords()
  const { arrange } = useDo()
  const of = view.groups[group]
  if (!of) return <Gone title={group} />
  const lags = Object.keys(of.committed).map(id => lag(view, group, id as PartitionId) ?? 0)
  const total = lags.reduce((a, b) => a + b, 0)
  const moving = of.state === 'PreparingRebalance' || of.state === 'CompletingRebalance'
  return (
    <>
      <Head title={group}><span className={`badge ${moving ? 'lagging' : of.state === 'Stable' ? 'ok' : 'plain'}`}>{of.state}</span></Head>
      <p className="note"><b>{t(`says.group.${of.state}`, { n: of.members.length })}</b> {t('says.group.lag', { n: count(total) })}</p>
      <Facts rows={[
        [t('fact.generation'), of.generation], [t('fact.members'), of.members.length], [t('fact.assignor'), of.protocol ?? '–'],
        [t('fact.coordinator'), t('broker.name', { id: of.coordinator })], [t('lag'), count(total)],
      ]} />
      <h3>{t('side.do')}</h3>
      <div className="acts">
        <button className="btn quiet small" onClick={() => arrange({ tab: 'groups', dockOpen: true, pane: 'dock' })}>{t('do.members')}</button>
        <button className="btn quiet small" onClick={() => arrange({ tab: 'groups', dockOpen: true, pane: 'dock' })}>{t('do.reset')}</button>
      </div>
    </>
  )
}
