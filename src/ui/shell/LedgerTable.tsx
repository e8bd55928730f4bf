import '../inspect/inspect.css'
import { count } from '../format.ts'
import { useDesk, useWords } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'

const COLUMNS = ['sent', 'acknowledged', 'visible', 'lost', 'duplicated', 'reordered'] as const

/** The ledger per partition, as a pane of its own. */
export const LedgerTable = () => {
  const t = useWords()
  const [of, ask] = useInspected('ledger')
  const query = of['q'] ?? ''
  const ledger = useDesk(state => state.view?.ledger)
  if (!ledger) return null
  const all = Object.entries(ledger.partitions).sort(([a], [b]) => a < b ? -1 : 1), rows = all.filter(([id]) => id.includes(query.trim()))
  if (all.length === 0) return <p className="empty">{t('ledger.empty')}</p>
  return (
    <div className="inspector">
      <div className="bar">
        <input type="search" value={query} placeholder={t('ledger.filter')} aria-label={t('ledger.filter')} onChange={event => ask({ q: event.target.value })} />
        <span className="spring" />
        <TakeAlong tab="ledger" name="ledger" disabled={rows.length === 0} lines={() => rows.map(([partition, counts]) => ({ partition, ...Object.fromEntries(COLUMNS.map(c => [c, counts[c]])) }))} />
      </div>
      {rows.length === 0 ? <p className="empty" role="status">{t('ledger.filtered')}</p> : (
        <div className="scroll padded" role="region" tabIndex={0} aria-label={t('dock.ledger')}>
          <table className="grid ledgertable">
            <thead><tr><th scope="col">{t('stage.partitions')}</th>{COLUMNS.map(c => <th key={c} scope="col" className="num">{t(`ledger.${c}`)}</th>)}</tr></thead>
            <tbody>
              {rows.map(([id, counts]) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  {COLUMNS.map(c => <td key={c} className={`num ${c === 'lost' && counts[c] > 0 ? 't-lost' : ''}`}>{count(counts[c])}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
          {ledger.lost.map(l => (
            <p key={`${l.partition}@${l.offsets.from}@${l.at}`} className="note t-lost">
              {t('ledger.lost-at', { partition: l.partition, from: count(l.offsets.from), to: count(l.offsets.to) })}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
