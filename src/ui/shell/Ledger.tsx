import { count } from '../format.ts'
import { useDesk, useWords } from '../hooks.ts'
import { memo, type ReactNode } from 'react'

/** Every record from `send()` on, counted. */
export const Ledger = memo(() => {
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
})

const Cell = ({ label, wide = false, tone = '', children }: { label: string; wide?: boolean; tone?: string; children: ReactNode }) => (
  <div className={`cell ${wide ? 'wide' : ''} ${tone}`}><div className="label">{label}</div><div className="value">{children}</div></div>
)
