import './log.css'
import { useEffect, useMemo, useRef, useState, type UIEvent } from 'react'
import type { Told } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { levelsFrom, matches, plain, type LogLine } from './lines.ts'

const SHOWN = 400

/** What brokers, controllers and scripts logged, in Kafka's own lines. */
export const LogPane = () => {
  const t = useWords()
  const { select, seek } = useDo()
  const told = useDesk(state => state.told)
  const now = useDesk(state => state.time.now)
  const chosen = useDesk(state => state.selection?.is === 'event' ? state.selection.seq : null)
  const [query, setQuery] = useState('')
  const [level, setLevel] = useState<LogLine['level']>('INFO')
  const lines = useMemo(() => told.filter(isLine).filter(l => l.at <= now && levelsFrom(level)
    .includes(levelOf(l)) && matches(l, query)), [told, now, level, query])
  const list = useRef<HTMLOListElement>(null)
  const shown = lines.slice(-SHOWN)
  const last = shown.at(-1)?.seq
  const follows = useRef(true)
  const onScroll = ({ currentTarget: at }: UIEvent) => { follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40 }
  useEffect(() => {
    if (list.current && follows.current) list.current.scrollTop = list.current.scrollHeight
  }, [last])
  return (
    <div className="logpane">
      <div className="bar">
        <input
          type="search" value={query} placeholder={t('log.filter')} aria-label={t('log.filter')}
          onChange={event => setQuery(event.target.value)}
        />
        <select value={level} aria-label={t('log.level')} onChange={event => setLevel(event.target.value as LogLine['level'])}>
          {(['DEBUG', 'INFO', 'WARN', 'ERROR'] as const).map(l => <option key={l}>{l}</option>)}
        </select>
        <span className="spring" />
        <span className="dim">{t('log.count', { n: shown.length, of: lines.length })}</span>
        <button
          className="btn quiet small" disabled={shown.length === 0}
          onClick={() => void navigator.clipboard?.writeText(lines.map(plain).join('\n'))}
        >{t('copy')}</button>
      </div>
      {shown.length === 0 ? <p className="empty">{t('log.empty')}</p> : (
        <ol className="lines scroll" ref={list} onScroll={onScroll} tabIndex={0} aria-label={t('log.label')}>
          {shown.map(l => (
            <li key={l.seq} className={`${levelOf(l)} ${l.seq === chosen ? 'chosen' : ''}`}>
              <button
                onClick={() => { select({ is: 'event', seq: l.seq }); seek(l.at) }}
                title={l.is === 'log.line' ? l.logger : l.process}
              >{clock(l.at)}</button>
              <b>{l.process}</b><i>{levelOf(l)}</i><span>{l.text}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
const isLine = (event: Told): event is LogLine => event.is === 'log.line' || event.is === 'console'
const levelOf = (l: LogLine): string => l.is === 'log.line' ? l.level : l.level === 'error' ? 'ERROR' : l.level === 'warn' ? 'WARN' : 'INFO'
