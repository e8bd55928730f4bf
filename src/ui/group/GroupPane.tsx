import '../inspect/inspect.css'
import './group.css'
import type { ClusterView, GroupView } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { count, duration } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { Gantt } from './Gantt.tsx'
import { GroupStates } from './GroupStates.tsx'
import { groupLag } from './lag-story.ts'
import { Members } from './Members.tsx'
import { ownedIn, positionsIn } from './readers.ts'
import { ResetPanel } from './ResetPanel.tsx'
import { useSay } from './words.ts'

/** A group at one glance: members, lag, who owned what when, the coordinator's states, and the reset of its offsets. */
export const GroupPane = () => {
  const t = useWords()
  const { select } = useDo()
  const [of, ask] = useInspected('groups')
  const view = useDesk(state => state.view)
  const selected = useDesk(state => state.selection?.is === 'group' ? state.selection.group : null)
  if (!view) return null
  const names = Object.keys(view.groups).sort()
  if (names.length === 0) return <p className="empty">{t('groups.empty')}</p>
  const group = [selected, of['group'], names[0]].flatMap(name => view.groups[name ?? ''] ?? [])[0]!
  const query = of['q'] ?? ''
  return (
    <div className="grouppane scroll">
      <div className="grouphead">
        <select
          value={group.group} aria-label={t('groups.choose')}
          onChange={event => { ask({ group: event.target.value }); select({ is: 'group', group: event.target.value }) }}
        >{names.map(name => <option key={name}>{name}</option>)}</select>
        <Facts view={view} group={group} />
      </div>
      <div className="groupside">
        <section>
          <MembersHead {...{ view, group, query }} onFilter={q => ask({ q })} />
          <Members view={view} group={group} query={query} />
        </section>
        <Gantt key={group.group} view={view} group={group} />
      </div>
      <div className="groupside">
        <section className="statesbox"><GroupStates state={group.state} /></section>
        <section><ResetPanel key={group.group} group={group} /></section>
      </div>
    </div>
  )
}

/** What one asks first, in one line: how it is, and what it is behind by. */
const Facts = ({ view, group }: { view: ClusterView; group: ClusterView['groups'][string] }) => {
  const t = useWords(), say = useSay()
  const { select, inspect, arrange } = useDo()
  const history = useDesk(state => state.history)
  const { total, worst, rises } = groupLag(view, history, group)
  const openRecords = () => {
    inspect('internal', { topic: '__consumer_offsets', text: group.group })
    arrange({ tab: 'internal' })
  }
  return (
    <>
      <Fact name={t('fact.state')} value={group.state} /><Fact name={t('fact.generation')} value={group.generation} />
      <Fact name={t('fact.members')} value={group.members.length} /><Fact name={t('fact.assignor')} value={group.protocol ?? '–'} />
      <Fact name={t('fact.coordinator')} value={t('broker.name', { id: group.coordinator })} />
      <Fact name={t('lag')} value={rises ? `${count(total)} ↗` : count(total)} about={rises ? say('rising') : undefined} moving />
      {worst && (
        <span className={rises ? 'fact rises' : 'fact'}>
          {say('worst')} <button className="link mono" title={say('worst.is')} onClick={() => select({ is: 'partition', partition: worst.partition })}>{worst.partition} · {duration(worst.waits)}</button>
        </span>
      )}
      <button className="link" title={say('records.is')} onClick={openRecords}>{say('records')}</button>
    </>
  )
}

/** `moving`: it has room for what it may become, so that nothing beside it jumps. */
const Fact = ({ name, value, about, moving }: { name: string; value: string | number; about?: string | undefined; moving?: true }) =>
  <span className={`fact ${moving ? 'moving' : ''} ${about ? 'rises' : ''}`} title={about}>{name} <b>{value}</b></span>

const MembersHead = ({ view, group, query, onFilter }: { view: ClusterView; group: GroupView; query: string; onFilter(query: string): void }) => {
  const t = useWords(), say = useSay()
  return (
    <div className="secthead">
      <h2>{t('groups.members')}</h2>
      <span className="spring" />
      <input type="search" value={query} placeholder={say('filter')} aria-label={say('filter')} onChange={event => onFilter(event.target.value)} />
      <TakeAlong tab="groups" name={group.group} lines={() => linesOf(view, group, query)} />
    </div>
  )
}

const linesOf = (view: ClusterView, group: GroupView, query: string) => {
  const positions = positionsIn(view, group.group)
  return ownedIn(view, group, query).map(({ partition, member, process }) => ({
    group: group.group, partition, committed: partition && (group.committed[partition] ?? null), position: partition && (positions[partition] ?? null),
    lag: partition && lag(view, group.group, partition), owner: process ?? member?.clientId ?? null,
  }))
}
