import { useState, type FormEvent } from 'react'
import { trackOf, type Track, type Tracks } from '../../session/time/time.ts'
import { clock } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { differenceOf, nameOf } from './fork-words.ts'
import { track as scaleOf } from './geometry.ts'

/** The tracks of a world that has forks, each with its line under the bar's own ruler. */
export const Forks = ({ width }: { width: number }) => {
  const t = useWords()
  const { tracks } = useDesk(state => state.forks)
  if (tracks.tracks.length < 2) return null
  return (
    <ol className="forks" aria-label={t('fork.list')}>
      {tracks.tracks.map(each => <ForkRow key={each.id} track={each} tracks={tracks} width={width} />)}
    </ol>
  )
}

const ForkRow = ({ track, tracks, width }: { track: Track; tracks: Tracks; width: number }) => {
  const t = useWords()
  const { forks } = useDo()
  const [naming, setNaming] = useState(false)
  const isOpen = track.id === tracks.open
  const name = nameOf(track, tracks, t)
  if (naming) return <li><Naming track={track} name={name} onDone={() => setNaming(false)} /></li>
  return (
    <li className={isOpen ? 'open' : ''}>
      {width > 640 && <ForkLine track={track} isOpen={isOpen} width={Math.min(280, width / 3)} />}
      <button
        className="forkname" aria-current={isOpen || undefined} title={t('fork.switch', { name })} onClick={() => forks.switchTo(track.id)}
      >{name}</button>
      {track.parent !== null && (
        <span className="dim forkwhat">
          {differenceOf(track.differs, t)} · {t('fork.from', { name: nameOf(trackOf(tracks, track.parent)!, tracks, t), at: clock(track.forkedAt) })}
        </span>
      )}
      <span className="forkdo">
        {!isOpen && (
          <button className="link" onClick={() => forks.compare(track.id)} aria-label={t('fork.compare', { name })}>{t('fork.compare-short')}</button>
        )}
        <button className="link" onClick={() => setNaming(true)} aria-label={t('fork.rename', { name })}>{t('fork.rename-short')}</button>
        {!isOpen && track.parent !== null && (
          <button className="link" onClick={() => forks.remove(track.id)} aria-label={t('fork.remove', { name })}>{t('fork.remove-short')}</button>
        )}
      </span>
    </li>
  )
}

/** From where it left to where it is. */
const ForkLine = ({ track, isOpen, width }: { track: Track; isOpen: boolean; width: number }) => {
  const { head } = useDesk(state => state.time)
  const last = useDesk(state => Math.max(head, ...state.forks.tracks.tracks.map(({ leftAt = 0 }) => leftAt)))
  const scale = scaleOf(last, width)
  const [from, end] = [scale.x(track.forkedAt), scale.x(isOpen ? head : track.leftAt ?? track.forkedAt)]
  const to = Math.max(from + 7, end), ink = isOpen ? 'var(--accent)' : 'var(--ink-3)'
  return (
    <svg width={width} height="18" aria-hidden="true">
      {track.parent !== null && <path d={`M${from} 0q0 9 6 9`} fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />}
      <line x1={track.parent === null ? from : from + 6} x2={to} y1="9" y2="9" stroke={ink} strokeWidth="2" />
      <circle cx={to} cy="9" r="3" fill={isOpen ? ink : 'var(--pane)'} stroke={ink} strokeWidth="1.5" />
    </svg>
  )
}

const Naming = ({ track, name, onDone }: { track: Track; name: string; onDone(): void }) => {
  const t = useWords()
  const { forks } = useDo()
  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    forks.rename(track.id, String(new FormData(event.currentTarget).get('name')))
    onDone()
  }
  return (
    <form className="forknaming" onSubmit={keep} onKeyDown={event => { event.stopPropagation(); if (event.key === 'Escape') onDone() }}>
      <input name="name" autoFocus maxLength={60} defaultValue={track.name} placeholder={name} aria-label={t('fork.rename', { name })} />
      <button className="btn quiet">{t('fork.keep-name')}</button>
    </form>
  )
}
