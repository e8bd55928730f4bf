import { clock } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { deed } from './fork-words.ts'
import { isFault } from './marks.ts'

/** Says when what is seen is not the present, or time is busy, with the ways on; takes no room otherwise. */
export const PastLine = () => {
  const forks = useDesk(state => state.forks)
  const isPast = useDesk(state => state.time.now < state.time.head)
  if (forks.busy) return <BusyLine />
  if (isPast) return <LookingBack />
  return forks.refused ? <RefusedLine /> : null
}

const LookingBack = () => {
  const t = useWords()
  const { forks, seek } = useDo()
  const { now, head, live } = useDesk(state => state.time)
  return (
    <div className="pastline">
      <p role="status"><strong>{t('past.looking')}</strong> {t('past.at', { at: clock(now), head: clock(head) })}</p>
      <button className="btn quiet" onClick={() => seek(head)}>{t('do.to-now')}</button>
      {!live && <WithoutIt />}
      {!live && <button className="btn" onClick={() => forks.continueFrom(now)}>{t('do.continue-here')}</button>}
    </div>
  )
}

const CLOSE = 1_000_000

/** What a person did about the moment that is looked at: how it would have gone without it. */
const WithoutIt = () => {
  const t = useWords()
  const { forks } = useDo()
  const now = useDesk(state => state.time.now)
  const actions = useDesk(state => state.actions)
  const nth = actions.findLastIndex(({ at, action }) => Math.abs(at - now) < CLOSE && isFault(action)), done = actions[nth]
  if (!done) return null
  return <button className="btn quiet" title={t('past.without-why')} onClick={() => forks.without(nth)}>{t('past.without', { what: deed(done.action, t) })}</button>
}

const BusyLine = () => {
  const t = useWords()
  const { forks } = useDo()
  const busy = useDesk(state => state.forks.busy)!
  const head = useDesk(state => state.time.head)
  const part = busy.is === 'reliving' ? busy.part : busy.to === null ? null : (head - busy.from) / Math.max(1, busy.to - busy.from)
  const words = busy.is === 'reliving'
    ? t('past.reliving')
    : busy.what.is === 'event' ? t('past.until-event', { event: busy.what.event }) : t(`past.until-${busy.what.is}`)
  return (
    <div className="pastline">
      <p role="status"><strong>{words}</strong> {busy.is === 'running' && <span className="mono">{clock(head)}</span>}</p>
      <progress max={1} aria-label={words} {...part !== null && { value: Math.min(1, Math.max(0, part)) }} />
      <button className="btn quiet" onClick={() => forks.cancel()}>{t('past.cancel')}</button>
    </div>
  )
}

const RefusedLine = () => {
  const t = useWords()
  const refused = useDesk(state => state.forks.refused)!
  return <div className="pastline"><p role="status">{refused.is === 'failed' ? refused.message : t(`past.${refused.is}`)}</p></div>
}
