import type { Parts } from '../../session/segments.ts'
import { written } from './show.ts'
import type { Say } from './words.ts'

const MOST = 300

/** What a file holds, one row a batch or entry, one column a field. */
export const TableTwin = ({ parts, label, say }: { parts: Parts; label: string; say: Say }) => {
  const rows = Array.from({ length: Math.min(MOST, parts.length) }, (_, index) => parts.at(index)!).filter(part => part.parts)
  const columns = (rows[0]?.parts!() ?? []).filter(part => part.name !== 'records').map(part => part.name)
  return (
    <div className="scroll twin" tabIndex={0} role="region" aria-label={label}>
      <table className="grid" aria-label={label}>
        <thead><tr><th scope="col">{say('head.bytes')}</th>{columns.map(name => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {rows.map(row => {
            const fields = new Map(row.parts!().map(part => [part.name, part]))
            return <tr key={row.from}><td>{row.from}–{row.to}</td>{columns.map(name => <td key={name}>{fields.has(name) ? written(fields.get(name)!) : ''}</td>)}</tr>
          })}
        </tbody>
      </table>
      {parts.length > MOST && <p className="dim">{say('more', { n: parts.length - MOST })}</p>}
    </div>
  )
}
