import '../inspect/inspect.css'
import './group.css'
import type { ClusterView, GroupView } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { Gantt } from './Gantt.tsx'
import { GroupStates } from './GroupStates.tsx'
import { Members } from './Members.tsx'
import { ownedIn, positionsIn } from './readers.ts'
import { ResetPanel } from './ResetPanel.tsx'
import { useSay } from './words.ts'

const SHOWS = ['members', 'ownership'] as const

/** Groups: members, what each owns and owned, how far it is; and the reset of its offsets. */
export const GroupPane = () => {
  const t = useWords(), say = useSay()
  const { select, inspect, arrange } = useDo()
  const [of, ask] = useInspected('groups')
  const view = useDesk(state => state.view)
  const selected = useDesk(state => state.selection?.is === 'group' ? state.selection.group : null)
  if (!view) return null
  const names = Object.keys(view.groups).sort()
  if (names.length === 0) return <p className="empty">{t('groups.empty')}</p>
  const group = [selected, of['group'], names[0]].flatMap(name => view.groups[name ?? ''] ?? [])[0]!
  const query = of['q'] ?? ''
  const show = SHOWS.find(each => each === of['show']) ?? 'members'
  const openRecords = () => {
    inspect('internal', { topic: '__consumer_offsets', text: group.group })
    arrange({ tab: 'internal' })
  }
  return (
    <div className={`grouppane scroll ${show}`}>
      <div className="grouphead">
        <select
          value={group.group} aria-label={t('groups.choose')}
          onChange={event => { ask({ group: event.target.value }); select({ is: 'group', group: event.target.value }) }}
        >{names.map(name => <option key={name}>{name}</option>)}</select>
        <span role="group" aria-label={say('show')}>
          {SHOWS.map(each => <button key={each} className="btn quiet small" aria-pressed={each === show} onClick={() => ask({ show: each })}>{say(`show.${each}`)}</button>)}
        </span>
        <Fact
          name={t('fact.state')} value={group.state}
        /><Fact name={t('fact.generation')} value={group.generation} /><Fact name={t('fact.members')} value={group.members.length} />
        <Fact
          name={t('fact.assignor')} value={group.protocol ?? '–'}
        /><Fact name={t('fact.coordinator')} value={t('broker.name', { id: group.coordinator })} />
        <button className="link" title={say('records.is')} onClick={openRecords}>{say('records')}</button>
        {show === 'members' && (
          <>
            <span className="spring" />
            <input type="search" value={query} placeholder={say('filter')} aria-label={say('filter')} onChange={event => ask({ q: event.target.value })} />
            <TakeAlong tab="groups" name={group.group} lines={() => linesOf(view, group, query)} />
          </>
        )}
      </div>
      {show === 'ownership' ? <Gantt key={group.group} group={group.group} /> : <>
        <section><h2>{t('groups.members')}</h2><Members view={view} group={group} query={query} /><GroupStates state={group.state} /></section>
        <section><ResetPanel key={group.group} group={group} /></section>
      </>}
    </div>
  )
}

const Fact = ({ name, value }: { name: string; value: string | number }) => <span className="fact">{name} <b>{value}</b></span>

const linesOf = (view: ClusterView, group: GroupView, query: string) => {
  const positions = positionsIn(view, group.group)
  return ownedIn(view, group, query).map(({ partition, member, process }) => ({
    group: group.group, partition, committed: partition && (group.committed[partition] ?? null), position: partition && (positions[partition] ?? null),
    lag: partition && lag(view, group.group, partition), owner: process ?? member?.clientId ?? null,
  }))
}
