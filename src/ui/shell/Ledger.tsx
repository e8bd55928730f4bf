import { count } from '../format.ts'
import { useDesk, useWords } from '../hooks.ts'
import type { ReactNode } from 'react'

/** Every record from `send()` on, counted. */
export const Ledger = () => {
  const t = useWords()
  const view = useDesk(state => state.view)
  if (!view) return null
  const { totals, deliveredCount } = view.ledger
  const groups = Object.keys(deliveredCount).sort()
  return (
    <section className="ledger" aria-label={t('ledger.label')}>
      <Cell label={t('ledger.sent')} wide>
        {count(totals.sent)}
        {totals.pending > 0 && <small className="risk">{t('ledger.held', { n: count(totals.pending) })}</small>}
      </Cell>
      <Cell label={t('ledger.acknowledged')}>
        {count(totals.acknowledged)}
        {totals.failed > 0 && <small className="risk">{t('ledger.failed', { n: count(totals.failed) })}</small>}
      </Cell>
      <Cell label={t('ledger.visible')}>{count(totals.visible)}</Cell>
      {groups.map(group => (
        <Cell key={group} label={group === '' ? t('ledger.delivered-alone') : t('ledger.delivered', { group })} wide>
          {count(deliveredCount[group]!)}
        </Cell>
      ))}
      <Cell label={t('ledger.lost')} tone={totals.lost > 0 ? 'lost' : ''}>
        {count(totals.lost)}
        {totals.vanished > 0 && <small className="risk">{t('ledger.vanished', { n: count(totals.vanished) })}</small>}
      </Cell>
      <Cell label={t('ledger.duplicated')} wide>{count(totals.duplicated)}</Cell>
      <Cell label={t('ledger.reordered')} wide>{count(totals.reordered)}</Cell>
    </section>
  )
}

const Cell = ({ label, wide = false, tone = '', children }: { label: string; wide?: boolean; tone?: string; children: ReactNode }) => (
  <div className={`cell ${wide ? 'wide' : ''} ${tone}`}><div className="label">{label}</div><div className="value">{children}</div></div>
)

/** The same per partition: the ledger as a pane of its own. */
export const LedgerTable = () => {
  const t = useWords()
  const ledger = useDesk(state => state.view?.ledger)
  if (!ledger) return null
  const rows = Object.entries(ledger.partitions).sort(([a], [b]) => a < b ? -1 : 1)
  if (rows.length === 0) return <p className="empty">{t('ledger.empty')}</p>
  return (
    <div className="scroll padded" role="group" tabIndex={0} aria-label={t('dock.ledger')}>
      <table className="grid">
        <thead><tr><th>{t('stage.partitions')}</th>{COLUMNS.map(c => <th key={c} className="num">{t(`ledger.${c}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map(([id, counts]) => (
            <tr key={id}>
              <td>{id}</td>
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
  )
}
const COLUMNS = ['sent', 'acknowledged', 'visible', 'lost', 'duplicated', 'reordered'] as const
