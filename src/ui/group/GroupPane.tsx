import './group.css'
import type { ClusterView, GroupView, PartitionId } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { count } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { GroupStates } from './GroupStates.tsx'
import { processOf } from './readers.ts'
import { ResetPanel } from './ResetPanel.tsx'

/** Groups: members, what each owns, how far it is; and the reset of its offsets. */
export const GroupPane = () => {
  const t = useWords()
  const { select } = useDo()
  const view = useDesk(state => state.view)
  const selected = useDesk(state => state.selection?.is === 'group' ? state.selection.group : null)
  if (!view) return null
  const names = Object.keys(view.groups).sort()
  if (names.length === 0) return <p className="empty">{t('groups.empty')}</p>
  const group = view.groups[selected ?? names[0]!] ?? view.groups[names[0]!]!
  return (
    <div className="grouppane scroll">
      <div className="grouphead">
        <select
          value={group.group} aria-label={t('groups.choose')}
          onChange={event => select({ is: 'group', group: event.target.value })}
        >{names.map(name => <option key={name}>{name}</option>)}</select>
        <Fact
          name={t('fact.state')} value={group.state}
        /><Fact name={t('fact.generation')} value={group.generation} /><Fact name={t('fact.members')} value={group.members.length} />
        <Fact
          name={t('fact.assignor')} value={group.protocol ?? '–'}
        /><Fact name={t('fact.coordinator')} value={t('broker.name', { id: group.coordinator })} />
      </div>
      <section><h2>{t('groups.members')}</h2><Members view={view} group={group} /><GroupStates state={group.state} /></section>
      <section><ResetPanel key={group.group} group={group} /></section>
    </div>
  )
}

const Fact = ({ name, value }: { name: string; value: string | number }) => <span className="fact">{name} <b>{value}</b></span>

/** A member, and the process behind it where there is one to select. */
const Owner = ({ view, member }: { view: ClusterView; member: GroupView['members'][number] | undefined }) => {
  const t = useWords()
  const { select } = useDo()
  if (!member) return <span className="t-lag">{t('groups.no-owner')}</span>
  const process = processOf(view, member.id)
  return process ? <button className="link" onClick={() => select({ is: 'process', process })}>{process}</button> : <>{member.clientId}</>
}

/** One line a partition, as `kafka-consumer-groups.sh --describe` prints them. */
const Members = ({ view, group }: { view: ClusterView; group: GroupView }) => {
  const t = useWords()
  const { select } = useDo()
  const owners = new Map(group.members.flatMap(m => m.partitions.map(p => [p, m] as const)))
  const ids = [...new Set([...Object.keys(group.committed) as PartitionId[], ...owners.keys()])].sort()
  const idle = group.members.filter(m => m.partitions.length === 0)
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>{t('stage.partitions')}</th>
          <th className="num">{t('groups.committed')}</th>
          <th className="num">{t('fact.hw')}</th>
          <th className="num">{t('lag')}</th>
          <th>{t('groups.owner')}</th>
        </tr>
      </thead>
      <tbody>
        {ids.map(id => {
          const [behind, hw] = [lag(view, group.group, id), Object.values(view.replicas[id] ?? {}).reduce((most, r) => Math.max(most, r.hw), 0)]
          return (
            <tr key={id}>
              <td><button className="link" onClick={() => select({ is: 'partition', partition: id })}>{id}</button></td>
              <td className="num">{group.committed[id] === undefined ? '–' : count(group.committed[id])}</td>
              <td className="num dim">{count(hw)}</td>
              <td className="num">{behind === null ? '–' : count(behind)}</td>
              <td><Owner view={view} member={owners.get(id)} /></td>
            </tr>
          )
        })}
        {idle.map(m => (
          <tr key={m.id}>
            <td className="dim">–</td>
            <td className="num">–</td>
            <td className="num">–</td>
            <td className="num">–</td>
            <td><Owner view={view} member={m} /> <span className="dim">{t('groups.idle')}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
