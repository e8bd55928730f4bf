import '../inspect/inspect.css'
import './internal.css'
import { useMemo } from 'react'
import { OWN_TOPICS, type OwnTopic } from '../../session/internal.ts'
import type { ClusterView } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDesk, useWorld } from '../hooks.ts'
import { RowTable } from '../inspect/RowTable.tsx'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected, type Asked } from '../inspect/use-inspected.ts'
import { columnsOf, lineOf, passes } from './columns.ts'
import { OneRecord } from './OneRecord.tsx'
import { nodesOf } from './places.ts'
import { useOwnTopic, type Row } from './use-own-topic.ts'
import { useSay, type Say } from './words.ts'

/** Kafka's own topics: what groups and the controller wrote down, record by record. */
export const InternalPane = () => {
  const say = useSay()
  const view = useWorld()
  const notKept = useDesk(state => state.trouble?.is === 'not-kept')
  const [of, ask] = useInspected('internal')
  if (notKept || !view) return <p className="empty">{say(notKept ? 'not-kept' : 'choose')}</p>
  return <Topic {...{ view, of, ask, say }} topic={OWN_TOPICS.find(each => each === of['topic']) ?? OWN_TOPICS[0]} />
}

interface Props { view: ClusterView; topic: OwnTopic; of: Asked; ask(more: Asked): void; say: Say }

const Topic = ({ view, topic, of, ask, say }: Props) => {
  const time = useDesk(state => state.time)
  const isMetadata = topic === '__cluster_metadata'
  const nodes = nodesOf(view), node = nodes.find(id => String(id) === of['node']) ?? null
  const { rows, damage, imageAt } = useOwnTopic(view, topic, isMetadata ? node : null)
  const { text = '', is = '', holds = '', idle = '', at = '' } = of
  const shown = useMemo(() => (rows ?? []).filter(row => passes(row, { text, is, holds: holds !== '' && !isMetadata, idle: idle !== '' })), [rows, text, is, holds, idle, isMetadata])
  const chosen = rows?.find(row => row.id === at)
  return (
    <div className="inspector internalpane">
      <div className="bar">
        <select aria-label={say('topic')} value={topic} onChange={event => ask({ topic: event.target.value, is: '', at: '' })}>{OWN_TOPICS.map(each => <option key={each}>{each}</option>)}</select>
        {isMetadata && (
          <select aria-label={say('node')} value={node ?? view.controller.active ?? nodes[0]} onChange={event => ask({ node: event.target.value, at: '' })}>
            {nodes.map(id => <option key={id} value={id}>{say('node.of', { id })}</option>)}
          </select>
        )}
        <input type="search" value={text} placeholder={say('search')} aria-label={say('search')} onChange={event => ask({ text: event.target.value })} />
        <Kinds {...{ rows, is, say }} onChange={kind => ask({ is: kind })} />
        {isMetadata ? <Check label={say('idle')} value={idle} onChange={value => ask({ idle: value })} /> : <Check label={say('holds')} value={holds} onChange={value => ask({ holds: value })} />}
        <span className="spring" />
        {time.now < time.head && <span className="dim">{say('later', { now: clock(time.head), shown: clock(time.now) })}</span>}
        {rows && <span className="dim">{say('count', { n: shown.length, of: rows.length })}</span>}
        <TakeAlong tab="internal" name={topic} disabled={shown.length === 0} lines={() => shown.map(row => lineOf(topic, row))} />
      </div>
      <div className="two">
        <div className="rowsof">
          {damage.map(({ from, file, because }) => <p key={from.partition} className="damage t-lost" role="alert">{say('damage', { ...from, file, because })}</p>)}
          {!rows ? <p className="empty" role="status">{say('reading')}</p> : shown.length === 0
            ? <p className="empty" role="status">{say(rows.length === 0 ? `none.${topic}` : 'filtered')}</p>
            : <Rows {...{ topic, shown, at, say }} onChoose={id => ask({ at: id })} />}
        </div>
        {chosen ? <OneRecord row={chosen} imageAt={imageAt} say={say} /> : <p className="empty">{say('pick')}</p>}
      </div>
    </div>
  )
}

const Check = ({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) =>
  <label className="check"><input type="checkbox" checked={value !== ''} onChange={event => onChange(event.target.checked ? '1' : '')} /> {label}</label>

const Kinds = ({ rows, is, say, onChange }: { rows: readonly Row[] | null; is: string; say: Say; onChange(is: string): void }) => {
  const kinds = useMemo(() => [...new Set([...(rows ?? []).map(row => row.is), ...is ? [is] : []])].sort(), [rows, is])
  return (
    <select aria-label={say('kind')} value={is} onChange={event => onChange(event.target.value)}>
      <option value="">{say('kind.all')}</option>{kinds.map(kind => <option key={kind}>{kind}</option>)}
    </select>
  )
}

interface RowsProps { topic: OwnTopic; shown: readonly Row[]; at: string; say: Say; onChoose(id: string): void }

const Rows = ({ topic, shown, at, say, onChoose }: RowsProps) => {
  const columns = columnsOf(topic), hasKeys = topic !== '__cluster_metadata'
  const state = (row: Row): string => row.value === null ? say('tombstone') : row.supersededBy === null ? say('current') : say('superseded', { by: row.supersededBy })
  return (
    <RowTable
      label={say('records', { topic })} count={shown.length} chosen={at} onChoose={onChoose} more={n => say('more', { n })}
      columns={[...columns.map(({ id, isNumber }) => ({ id, title: say(`col.${id}`), ...isNumber && { isNumber } })), { id: 'state', title: hasKeys ? say('col.state') : '' }]}
      rowAt={index => {
        const row = shown[index]!
        return {
          id: row.id, className: row.supersededBy === null && row.value !== null ? '' : 'faded',
          cells: [...columns.map(({ of }) => of(row) ?? '–'), hasKeys && Object.keys(row.key).length > 0 ? state(row) : ''],
        }
      }}
    />
  )
}
