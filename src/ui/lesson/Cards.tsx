import { useDo, useWords } from '../hooks.ts'
import { rove } from '../shell/roving.ts'
import { Inline, Prose } from './Prose.tsx'
import type { StepScreen } from './types.ts'

/** A question about this cluster now. Time stands still until one answer is chosen. */
export const AskCard = ({ ask }: { ask: Extract<StepScreen, { kind: 'ask' }> }) => {
  const t = useWords()
  const { lesson } = useDo()
  return (
    <section className="card" aria-label={t('lesson.predict')}>
      <header><Inline text={ask.question} /></header>
      <div className="asks" role="radiogroup" aria-label={ask.question} onKeyDown={rove(false)}>
        {ask.options.map(option => (
          <button
            key={option.id} role="radio" aria-checked={ask.chosen === option.id} disabled={ask.chosen !== null && ask.chosen !== option.id}
            className={`ask ${ask.chosen === option.id ? 'mine' : ''}`} onClick={() => { if (ask.chosen === null) lesson.predict(ask.id, option.id) }}
          >
            <i aria-hidden="true">{ask.chosen === option.id ? '●' : '○'}</i><span><Inline text={option.line} /></span>
          </button>
        ))}
      </div>
      <p className="cardnote">{t(ask.chosen === null ? 'lesson.time-waits' : 'lesson.now-watch')}</p>
    </section>
  )
}

/** You predicted · what happened · why · what changes it · ledger. */
export const ResultCard = ({ card }: { card: Extract<StepScreen, { kind: 'card' }> }) => {
  const t = useWords()
  const mine = card.options.find(o => o.id === card.chosen)
  const rows = (['happened', 'why', 'changes', 'ledger'] as const).filter(row => card.rows[row])
  return (
    <section className="card" aria-label={t('lesson.card')}>
      <header><Inline text={card.question} /></header>
      <div className="options">
        {card.options.map(o => (
          <span key={o.id} className={`option ${o.right ? 'right' : ''} ${o.id === card.chosen ? 'mine' : ''}`}>
            <i aria-hidden="true">{o.right ? '✓' : o.id === card.chosen ? '●' : '○'}</i>
            <Inline text={o.line} />
          </span>
        ))}
      </div>
      <dl>
        {mine && <><dt>{t('card.predicted')}</dt><dd><Inline text={mine.line} /></dd></>}
        {rows.map(row => <div className="row" key={row}><dt>{t(`card.${row}`)}</dt><dd><Inline text={card.rows[row]} /></dd></div>)}
      </dl>
      {card.reply && <div className="reply"><Prose text={card.reply} /></div>}
    </section>
  )
}
