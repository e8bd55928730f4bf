import '../inspect/inspect.css'
import './log.css'
import { memo, useDeferredValue, useEffect, useMemo, useRef, type UIEvent } from 'react'
import type { Told } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { levelsFrom, lineOf, matches, plain, type LogLine } from './lines.ts'

const SHOWN = 400
/** What fills a pane; the rest is drawn when nothing more urgent is to be. */
const AT_ONCE = 60
const SHOWN_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const

/** What brokers, controllers and scripts logged, in Kafka's own lines. */
export const LogPane = () => {
  const t = useWords()
  const told = useDesk(state => state.told)
  const until = useDesk(({ time }) => time.now < time.head ? time.now : Infinity)
  const chosen = useDesk(state => state.selection?.is === 'event' ? state.selection.seq : null)
  const [of, ask] = useInspected('log')
  const query = of['q'] ?? '', level = SHOWN_LEVELS.find(each => each === of['level']) ?? 'INFO'
  const logged = useMemo(() => told.filter(isLine), [told])
  const lines = useMemo(() => logged.filter(l => l.at <= until && levelsFrom(level)
    .includes(levelOf(l)) && matches(l, query)), [logged, until, level, query])
  const list = useRef<HTMLOListElement>(null)
  const shown = useMemo(() => lines.slice(-SHOWN), [lines])
  const drawn = useDeferredValue(shown, shown.slice(-AT_ONCE))
  const last = drawn.at(-1)?.seq
  const follows = useRef(true), top = useRef(0)
  // only who goes up leaves the end: it may also have gone on below
  const onScroll = ({ currentTarget: at }: UIEvent) => {
    const isAtEnd = at.scrollHeight - at.scrollTop - at.clientHeight < 40
    follows.current = isAtEnd || (follows.current && at.scrollTop >= top.current)
    top.current = at.scrollTop
  }
  useEffect(() => {
    const lines = list.current
    if (!lines) return
    const toEnd = () => { if (follows.current) lines.scrollTop = lines.scrollHeight }
    toEnd()
    // lines that come into sight may be higher than was reckoned
    lines.addEventListener('contentvisibilityautostatechange', toEnd)
    const frame = requestAnimationFrame(toEnd)
    return () => {
      lines.removeEventListener('contentvisibilityautostatechange', toEnd)
      cancelAnimationFrame(frame)
    }
  }, [last, drawn.length])
  return (
    <div className="logpane">
      <div className="bar">
        <input
          type="search" value={query} placeholder={t('log.filter')} aria-label={t('log.filter')}
          onChange={event => ask({ q: event.target.value })}
        />
        <select value={level} aria-label={t('log.level')} onChange={event => ask({ level: event.target.value })}>
          {SHOWN_LEVELS.map(l => <option key={l}>{l}</option>)}
        </select>
        <span className="spring" />
        <span className="dim">{t('log.count', { n: shown.length, of: lines.length })}</span>
        <TakeAlong tab="log" name="log" disabled={shown.length === 0} lines={() => lines.map(lineOf)} text={() => lines.map(plain).join('\n')} />
      </div>
      {shown.length === 0 ? <p className="empty">{t('log.empty')}</p> : (
        <ol className="lines scroll" ref={list} onScroll={onScroll} tabIndex={0} aria-label={t('log.label')}>
          {drawn.map(line => <Line key={line.seq} line={line} isChosen={line.seq === chosen} />)}
        </ol>
      )}
    </div>
  )
}

/** Hundreds of them stand while one comes. */
const Line = memo(({ line, isChosen }: { line: LogLine; isChosen: boolean }) => {
  const { select, seek } = useDo()
  const { at, seq, process } = line, level = levelOf(line)
  return (
    <li className={`${level} ${isChosen ? 'chosen' : ''}`}>
      <button onClick={() => { select({ is: 'event', seq }); seek(at) }} title={line.is === 'log.line' ? line.logger : process}>{clock(at)}</button>
      <b>{process}</b><i>{level}</i><span>{line.text}</span>
    </li>
  )
})

const isLine = (event: Told): event is LogLine => event.is === 'log.line' || event.is === 'console'
const levelOf = (l: LogLine): string => l.is === 'log.line' ? l.level : l.level === 'error' ? 'ERROR' : l.level === 'warn' ? 'WARN' : 'INFO'
