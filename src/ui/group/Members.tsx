import type { ClusterView, GroupView, PartitionId } from '../../world/view.ts'
import { lag } from '../../world/view-helpers.ts'
import { count, duration } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { rises, trend } from '../history.ts'
import { Spark } from '../stage/Clients.tsx'
import { waits } from './lag-story.ts'
import { ownedIn, positionsIn, type Owned } from './readers.ts'
import { useSay } from './words.ts'

/** One line a partition, as `kafka-consumer-groups.sh --describe` prints them, and beside the commit where its reader really is. */
export const Members = ({ view, group, query }: { view: ClusterView; group: GroupView; query: string }) => {
  const t = useWords(), say = useSay()
  const lines = ownedIn(view, group, query), positions = positionsIn(view, group.group)
  if (lines.length === 0 && query) return <p className="empty" role="status">{say('filtered')}</p>
  return (
    <table className="grid members">
      <thead>
        <tr>
          <th>{t('stage.partitions')}</th>
          <th className="num">{t('groups.committed')}</th>
          <th className="num">{say('position')}</th>
          <th className="num hw">{t('fact.hw')}</th>
          <th className="num">{t('lag')}</th>
          <th className="num">{say('waiting')}</th>
          <th className="move">{say('trend')}</th>
          <th>{t('groups.owner')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(owned => owned.partition === null
          ? <Idle key={owned.member!.id} owned={owned} />
          : <Line key={owned.partition} {...{ view, group, owned }} id={owned.partition} position={positions[owned.partition] ?? null} />)}
      </tbody>
    </table>
  )
}

const Idle = ({ owned }: { owned: Owned }) => {
  const t = useWords()
  return (
    <tr>
      <td className="dim">–</td>
      {['committed', 'position', 'hw', 'lag', 'waiting'].map(cell => <td key={cell} className={`num ${cell}`}>–</td>)}
      <td className="move" />
      <td><Owner owned={owned} /> <span className="dim">{t('groups.idle')}</span></td>
    </tr>
  )
}

interface LineProps { view: ClusterView; group: GroupView; id: PartitionId; position: number | null; owned: Owned }

const Line = ({ view, group, id, position, owned }: LineProps) => {
  const say = useSay()
  const { select } = useDo()
  const history = useDesk(state => state.history)
  const committed = group.committed[id], behind = lag(view, group.group, id)
  const hw = Object.values(view.replicas[id] ?? {}).reduce((most, r) => Math.max(most, r.hw), 0)
  const waiting = waits(view, history, group, id)
  const recent = trend(history, group.group, id), isRising = rises(recent)
  return (
    <tr>
      <td><button className="link" onClick={() => select({ is: 'partition', partition: id })}>{id}</button></td>
      <td className="num">{committed === undefined ? '–' : count(committed)}</td>
      <td className="num dim">{position === null ? '–' : count(position)}</td>
      <td className="num hw dim">{count(hw)}</td>
      <td className={isRising ? 'num t-lag' : 'num'}>{behind === null ? '–' : count(behind)}</td>
      <td className="num">{waiting === null ? '–' : duration(waiting)}</td>
      <td className="move">
        {recent.length > 1 && (
          <svg width="56" height="16" role="img" aria-label={isRising ? say('rising') : recent.map(count).slice(-3).join(', ')}>
            <Spark values={recent} x={2} y={2} width={48} height={12} stroke={isRising ? 'var(--lagging-edge)' : 'var(--ink-3)'} />
          </svg>
        )}
      </td>
      <td><Owner owned={owned} /></td>
    </tr>
  )
}

/** A member, and the process behind it where there is one to select. */
const Owner = ({ owned: { member, process } }: { owned: Owned }) => {
  const t = useWords()
  const { select } = useDo()
  if (!member) return <span className="t-lag">{t('groups.no-owner')}</span>
  return process ? <button className="link" onClick={() => select({ is: 'process', process })}>{process}</button> : <>{member.clientId}</>
}
