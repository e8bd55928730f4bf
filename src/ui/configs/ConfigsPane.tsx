import '../inspect/inspect.css'
import './configs.css'
import { useMemo } from 'react'
import type { ConfigEntry, ConfigResource } from '../../session/configs.ts'
import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { useDesk, useWorld } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected, type Asked } from '../inspect/use-inspected.ts'
import { OneConfig } from './OneConfig.tsx'
import { useConfigs } from './use-configs.ts'
import { meaningOf, useSay, type Say } from './words.ts'

/** Configs of a topic, a broker, or all brokers: value, who set it, what it means, and what can be changed. */
export const ConfigsPane = () => {
  const say = useSay()
  const view = useWorld()
  const selection = useDesk(state => state.selection)
  const [of, ask] = useInspected('configs')
  const resources = useMemo(() => view ? resourcesOf(view) : [], [view])
  const selected = keyOf(selection)
  // what is selected elsewhere counts until something is chosen here
  const chosen = of['of'], isChosenHere = chosen !== undefined && (of['under'] ?? '') === (selected ?? '')
  const key = !isChosenHere && resources.some(each => keyFor(each) === selected) ? selected : chosen
  const resource = resources.find(each => keyFor(each) === key) ?? resources[0]
  if (!resource) return <p className="empty">{say('choose')}</p>
  return <Resource key={keyFor(resource)} {...{ resource, resources, say, of, ask }} onChoose={next => ask({ of: next, under: selected ?? '', name: '' })} />
}

const keyFor = ({ type, name }: ConfigResource): string => `${type}:${name}`

function keyOf(selection: Selection | null): string | null {
  if (selection?.is === 'broker') return `broker:${selection.broker}`
  return selection?.is === 'partition' || selection?.is === 'replica' ? `topic:${selection.partition.slice(0, selection.partition.lastIndexOf('-'))}` : null
}

/** Kafka's own topics come last. */
function resourcesOf({ metadata }: ClusterView): ConfigResource[] {
  const topics = Object.keys(metadata.topics).sort((a, b) => Number(a.startsWith('__')) - Number(b.startsWith('__')) || (a < b ? -1 : 1))
  const brokers = Object.keys(metadata.brokers)
  return [
    ...topics.map((name): ConfigResource => ({ type: 'topic', name })), ...brokers.map((name): ConfigResource => ({ type: 'broker', name })),
    ...(brokers.length > 0 ? [{ type: 'broker', name: '' } as const] : []),
  ]
}

interface Props { resource: ConfigResource; resources: readonly ConfigResource[]; say: Say; of: Asked; ask(more: Asked): void; onChoose(key: string): void }

const Resource = ({ resource, resources, say, of, ask, onChoose }: Props) => {
  const { entries, refusal, again, change } = useConfigs(resource)
  const isPlaying = useDesk(state => state.time.playing)
  const text = of['q'] ?? '', onlySet = of['set'] === '1', name = of['name'] ?? null
  const shown = (entries ?? []).filter(entry => entry.name.includes(text.trim().toLowerCase()) && (!onlySet || entry.source !== 'DEFAULT_CONFIG'))
  const picked = entries?.find(entry => entry.name === name)
  return (
    <div className="configspane">
      <div className="bar">
        <select aria-label={say('resource')} value={keyFor(resource)} onChange={event => onChoose(event.target.value)}>
          {(['topic', 'broker'] as const).map(type => (
            <optgroup key={type} label={say(type === 'topic' ? 'topics' : 'brokers')}>
              {resources.filter(each => each.type === type).map(each => <option key={keyFor(each)} value={keyFor(each)}>{titleOf(each, say)}</option>)}
            </optgroup>
          ))}
        </select>
        <input type="search" value={text} placeholder={say('search')} aria-label={say('search')} onChange={event => ask({ q: event.target.value })} />
        <label className="check"><input type="checkbox" checked={onlySet} onChange={event => ask({ set: event.target.checked ? '1' : '' })} /> {say('set')}</label>
        <span className="spring" />
        {entries && <span className="dim">{say('count', { n: shown.length, of: entries.length })}</span>}
        <button className="btn quiet small" onClick={again}>{say('again')}</button>
        <TakeAlong tab="configs" name={titleOf(resource, say)} disabled={shown.length === 0} lines={() => shown.map(({ name, value, source }) => ({ name, value, source, meaning: meaningOf(say, name) }))} />
      </div>
      {refusal ? <p className="empty t-lost" role="status">{say('refused', { error: refusal.error, message: refusal.message ?? '' })}</p>
        : !entries ? <p className="empty" role="status">{say(isPlaying ? 'asking' : 'paused')}</p> : (
          <div className="configsbody">
            <Table {...{ shown, name, say }} onPick={picked => ask({ name: picked })} />
            {picked ? <OneConfig key={picked.name} resource={resource} entry={picked} say={say} onChange={change} /> : <p className="empty">{say('pick')}</p>}
          </div>
        )}
    </div>
  )
}

const titleOf = ({ type, name }: ConfigResource, say: Say): string => type === 'topic' ? name : name === '' ? say('cluster.default') : say('broker', { id: name })

const Table = ({ shown, name, say, onPick }: { shown: readonly ConfigEntry[]; name: string | null; say: Say; onPick(name: string): void }) => shown.length === 0
  ? <p className="empty">{say('none')}</p> : (
    <div className="scroll" tabIndex={0} role="region" aria-label={say('resource')}>
      <table>
        <thead><tr>{(['name', 'value', 'source', 'meaning'] as const).map(column => <th key={column} scope="col">{say(`col.${column}`)}</th>)}</tr></thead>
        <tbody>
          {shown.map(entry => (
            <tr key={entry.name} className={`${entry.name === name ? 'chosen' : ''} ${entry.source === 'DEFAULT_CONFIG' ? '' : 'set'}`} onClick={() => onPick(entry.name)}>
              <td><button className="link" aria-pressed={entry.name === name} onClick={() => onPick(entry.name)}>{entry.name}</button></td>
              <td>{entry.value ?? '–'}</td><td>{say(entry.source)}</td><td>{meaningOf(say, entry.name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
