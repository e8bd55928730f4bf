import './trouble.css'
import { useState } from 'react'
import type { Trouble } from '../desk.ts'
import { clock, count } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import type { Translate, Values } from '../i18n/index.ts'

/** Instead of a world: it is loading, another tab has it, it cannot be opened, or the engine threw. Always with a way on. */
export const TroublePage = ({ trouble }: { trouble: Trouble }) => {
  const t = useWords()
  if (trouble.is === 'loading') return <Loading part={trouble.part} />
  if (trouble.is === 'storage-limited') return null
  return (
    <main className="trouble" id="main" tabIndex={-1}>
      <div role="alert">
        <h1>{t(`trouble.${trouble.is}`)}</h1>
        <p>{means(t, trouble)}</p>
      </div>
      {trouble.is === 'broken' && <Report report={trouble.report} />}
      {(trouble.is === 'crashed' || trouble.is === 'refused' || trouble.is === 'detached') && trouble.message && <p className="cmd">{trouble.message}</p>}
      <WaysOn trouble={trouble} />
    </main>
  )
}

const Loading = ({ part }: { part: number | null }) => {
  const t = useWords()
  const text = part === null ? t('trouble.loading') : t('trouble.replaying', { part: Math.round(part * 100) })
  return <main className="trouble" id="main" tabIndex={-1}><p className="dim" role="status">{text}</p></main>
}

/** What it means for the person, in plain language; where storage is the reason, what storage said. */
const means = (t: Translate, trouble: Exclude<Trouble, { is: 'loading' | 'storage-limited' }>): string => {
  const values: Values | undefined = trouble.is === 'forked' || trouble.is === 'strayed' ? { engine: trouble.engine } : undefined
  const why = 'problem' in trouble ? `${t(`storage.${trouble.problem}`)} ` : ''
  return `${why}${t(`trouble.${trouble.is}.means`, values)}`
}

const WaysOn = ({ trouble }: { trouble: Trouble }) => {
  const t = useWords()
  const door = useDo()
  if (trouble.is === 'held-elsewhere') return <div className="acts"><button className="btn" onClick={() => door.takeOver()}>{t('trouble.take-over')}</button></div>
  if (trouble.is === 'unknown-world') return <div className="acts"><button className="btn" onClick={() => door.go('home')}>{t('trouble.home')}</button></div>
  return (
    <div className="acts">
      <button className="btn" onClick={() => door.again()}>{t('trouble.again')}</button>
      {trouble.is !== 'detached' && <button className="btn quiet" onClick={() => door.startOver()}>{t('do.start-over')}</button>}
    </div>
  )
}

/** All it takes to see the same exception again. */
const Report = ({ report }: { report: Extract<Trouble, { is: 'broken' }>['report'] }) => {
  const t = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard?.writeText(whole).then(() => setCopied(true))
  const log = report.log.map(({ at, action }) => `${at} ${JSON.stringify(action)}`).join('\n')
  const whole = `seed ${report.seed}\n${clock(report.now)} ${report.error}\n${report.stack}\n${log}`
  return (
    <>
      <p className="cmd">{report.error}</p>
      <div className="acts">
        <button className="btn quiet" onClick={copy}>{t('trouble.copy')}</button>
        <span className="dim" role="status">{isCopied ? t('trouble.copied') : ''}</span>
      </div>
      <details>
        <summary>{t('trouble.log', { seed: report.seed, n: count(report.log.length) })}</summary>
        <pre className="cmd scroll" tabIndex={0}>{whole}</pre>
      </details>
    </>
  )
}

/** Above the world: what it cannot do at present, and what to do about it. Slow storage is said by the time bar. */
export const TroubleLine = () => {
  const t = useWords()
  const door = useDo()
  const trouble = useDesk(state => state.trouble)
  if (!trouble || trouble.is === 'loading' || trouble.is === 'storage-limited') return null
  return (
    <div className="troubleline" role="status">
      <b>{t(`trouble.${trouble.is}`)}</b> {means(t, trouble)}
      {trouble.is === 'storage-stopped' && (
        <>
          <button className="link" onClick={() => door.again()}>{t('trouble.again')}</button>
          <button className="link" onClick={() => door.startOver()}>{t('do.start-over')}</button>
        </>
      )}
    </div>
  )
}

/** Rules the cluster broke: never seen unless the engine is wrong. */
export const InvariantLine = () => {
  const t = useWords()
  const broken = useDesk(state => state.view?.invariants)
  const first = broken?.[0]
  return first ? <div className="troubleline lost" role="alert"><b>{t('trouble.invariant', { name: first.name })}</b> {first.text}</div> : null
}
