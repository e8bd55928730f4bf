import { useEffect, useMemo, useState } from 'react'
import type { Looks } from '../../session/look.ts'
import { askEvery } from '../asking.ts'
import { clock } from '../format.ts'
import { useDo } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import type { Say } from './words.ts'

const EVERY_MS = 2_000
const DRAWN = 400

interface Row { readonly process: string; readonly name: string; readonly attributes: string }

/** Every bean of every server, as a JMX console lists them. */
export const AllBeans = ({ say }: { say: Say }) => {
  const { look } = useDo()
  const [seen, setSeen] = useState<Looks['beans'] | null>(null)
  const [of, change] = useInspected('metrics')
  const process = of['process'] ?? '', text = of['q'] ?? ''
  useEffect(() => askEvery(EVERY_MS, { ask: () => look({ is: 'beans' }), tell: setSeen }), [look])
  const rows = useMemo(() => seen ? rowsOf(seen) : [], [seen])
  const wanted = text.trim().toLowerCase()
  const shown = rows.filter(row => (process === '' || row.process === process) && row.name.toLowerCase().includes(wanted))
  const lines = () => shown.map(row => ({ process: row.process, name: row.name, ...seen?.processes[row.process]?.[row.name] }))
  if (!seen) return <p className="empty" role="status">{say('none')}</p>
  return (
    <div className="beans">
      <div className="bar">
        <input type="search" value={text} placeholder={say('search')} aria-label={say('search')} onChange={event => change({ q: event.target.value })} />
        <select aria-label={say('process')} value={process} onChange={event => change({ process: event.target.value })}>
          <option value="">{say('process.all')}</option>
          {Object.keys(seen.processes).sort().map(name => <option key={name}>{name}</option>)}
        </select>
        <span className="spring" />
        <span className="dim">{say('beans.count', { n: shown.length, of: rows.length, at: clock(seen.at) })}</span>
        <TakeAlong tab="metrics" name="beans" lines={lines} disabled={shown.length === 0} />
      </div>
      {shown.length === 0 ? <p className="empty" role="status">{say('filtered')}</p> : <div className="scroll" tabIndex={0} role="region" aria-label={say('tab.beans')}>
        <table>
          <thead><tr><th scope="col">{say('process')}</th><th scope="col">ObjectName</th><th scope="col">{say('attributes')}</th></tr></thead>
          <tbody>{shown.slice(0, DRAWN).map(row => <tr key={`${row.process}/${row.name}`}><td>{row.process}</td><td>{row.name}</td><td>{row.attributes}</td></tr>)}</tbody>
        </table>
        {shown.length > DRAWN && <p className="dim">{say('beans.more', { n: shown.length - DRAWN })}</p>}
      </div>}
    </div>
  )
}

const rowsOf = ({ processes }: Looks['beans']): Row[] => Object.entries(processes).flatMap(([process, beans]) =>
  Object.entries(beans).map(([name, bean]) => ({ process, name, attributes: Object.entries(bean).map(([key, value]) => `${key} ${short(value)}`).join('  ') })))
  .sort((a, b) => a.process < b.process ? -1 : a.process > b.process ? 1 : a.name < b.name ? -1 : 1)

/** A cluster elsewhere says by JSON what it measures, which has no NaN but null. */
const short = (value: number | string | null): string => value === null ? 'NaN' : typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toPrecision(4)
