import './trouble.css'
import { useDesk, useDo, useWords } from '../hooks.ts'
import type { Trouble } from '../desk.ts'

/** Instead of a world: it is loading, another tab has it, or the engine threw. Always with a way on. */
export const TroublePage = ({ trouble }: { trouble: Trouble }) => {
  const t = useWords()
  const door = useDo()
  if (trouble.is === 'loading') return <main className="trouble"><p className="dim" role="status">{t('trouble.loading')}</p></main>
  return (
    <main className="trouble" role="alert">
      <h1>{t(`trouble.${trouble.is}`)}</h1>
      <p>{t(`trouble.${trouble.is}.means`)}</p>
      {trouble.is === 'second-tab' && <button className="btn" onClick={() => door.useTabHere()}>{t('trouble.use-here')}</button>}
      {trouble.is === 'broken' && (
        <>
          <p className="cmd">{trouble.message}</p>
          <div className="acts">
            <button
              className="btn"
              onClick={() => void navigator.clipboard?.writeText(`seed ${trouble.seed}\n${trouble.message}\n${trouble.log}`)}
            >{t('trouble.copy')}</button>
            <button className="btn quiet" onClick={() => location.reload()}>{t('trouble.reload')}</button>
            <button className="btn quiet" onClick={() => door.startOver()}>{t('do.start-over')}</button>
          </div>
          <details><summary>{t('trouble.log', { seed: trouble.seed })}</summary><pre className="cmd scroll">{trouble.log}</pre></details>
        </>
      )}
    </main>
  )
}

/** Above the world: what it cannot do at present, and what to do about it. */
export const TroubleLine = () => {
  const t = useWords()
  const door = useDo()
  const trouble = useDesk(state => state.trouble)
  if (!trouble) return null
  const lost = trouble.is === 'older-format' ? { lost: trouble.lost } : undefined
  return (
    <div className="troubleline" role="status">
      <b>{t(`trouble.${trouble.is}`)}</b> {t(`trouble.${trouble.is}.means`, lost)}
      {trouble.is === 'storage-full' && <button className="link" onClick={() => door.startOver()}>{t('do.start-over')}</button>}
    </div>
  )
}

/** Rules the cluster broke: never seen unless the engine is wrong. */
export const InvariantLine = () => {
  const t = useWords()
  const broken = useDesk(state => state.view?.invariants ?? NONE)
  const first = broken[0]
  return first ? <div className="troubleline lost" role="alert"><b>{t('trouble.invariant', { name: first.name })}</b> {first.text}</div> : null
}
const NONE: readonly never[] = []
