import './offline.css'
import { useState } from 'react'
import { isKept } from './offline-desk.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'

/** A newer version of the page waits: what going over to it means, and the word it waits for. */
export const NewVersion = () => {
  const t = useWords()
  const { switchVersion } = useDo()
  const kept = useDesk(state => isKept(state.trouble))
  const [is, become] = useState<'asking' | 'switching' | 'later'>('asking')
  if (is === 'later') return null
  const go = () => {
    become('switching')
    switchVersion()
  }
  return (
    <section className="newversion" role="status">
      <p><b>{t('offline.newer')}</b> {t(kept ? 'offline.newer.means' : 'offline.newer.not-kept')}</p>
      <span className="acts">
        <button className="btn small" disabled={!kept || is === 'switching'} onClick={go}>{t(is === 'switching' ? 'offline.switching' : 'offline.switch')}</button>
        <button className="btn quiet small" disabled={is === 'switching'} onClick={() => become('later')}>{t('offline.later')}</button>
      </span>
    </section>
  )
}
