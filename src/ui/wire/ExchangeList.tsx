import { memo, useEffect, useRef, type KeyboardEvent, type UIEvent } from 'react'
import { bytes, clock, duration } from '../format.ts'
import { carriesOf, clientOf, eitherOf, errorsOf, serverOf, tookOf, type Exchange } from './exchanges.ts'
import type { Say } from './words.ts'

/** While they rush past nobody reads many of them, and each is drawn anew twice a second. */
const DRAWN = { held: 300, rushing: 100 }

interface Props { exchanges: readonly Exchange[]; chosen: string | null; holds: boolean; say: Say; onChoose(exchange: Exchange): void }

/** The latest exchanges, one a row; it follows the end while one looks at the end. */
export const ExchangeList = ({ exchanges, chosen, holds, say, onChoose }: Props) => {
  const drawn = exchanges.slice(holds ? -DRAWN.held : -DRAWN.rushing), last = drawn.at(-1)?.id
  const box = useRef<HTMLDivElement>(null), follows = useRef(true)
  const onScroll = ({ currentTarget: at }: UIEvent) => { follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40 }
  useEffect(() => {
    if (box.current && follows.current && !holds) box.current.scrollTop = box.current.scrollHeight
  }, [last, holds])
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!by) return
    event.preventDefault()
    follows.current = false
    const at = drawn.findIndex(exchange => exchange.id === chosen)
    const next = drawn[Math.min(drawn.length - 1, Math.max(0, at < 0 ? drawn.length - 1 : at + by))]
    if (!next) return
    onChoose(next)
    box.current?.querySelector(`[data-id="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="exchanges scroll" ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label={say('frames')} onKeyDown={onKeyDown}>
      <table>
        <thead>
          <tr>{(['at', 'between', 'api', 'carries', 'bytes', 'took'] as const).map(column => <th key={column} scope="col">{say(`col.${column}`)}</th>)}</tr>
        </thead>
        <tbody>{drawn.map(exchange => <Line key={exchange.id} {...{ exchange, say, onChoose }} isChosen={exchange.id === chosen} />)}</tbody>
      </table>
    </div>
  )
}

interface LineProps { exchange: Exchange; isChosen: boolean; say: Say; onChoose(exchange: Exchange): void }

/** Exchanges are paired anew with each look; the frames they are of stay. */
const isSame = (before: LineProps, now: LineProps): boolean => before.isChosen === now.isChosen && before.say === now.say
  && before.exchange.request === now.exchange.request && before.exchange.response === now.exchange.response

const Line = memo(({ exchange, isChosen, say, onChoose }: LineProps) => {
  const { api, version, sentAt } = eitherOf(exchange), took = tookOf(exchange), errors = errorsOf(exchange)
  const sizes = [exchange.request, exchange.response].map(frame => frame ? bytes(frame.bytes) : '–').join(' → ')
  return (
    <tr data-id={exchange.id} className={isChosen ? 'chosen' : ''} aria-selected={isChosen} onClick={() => onChoose(exchange)}>
      <td>{clock(sentAt)}</td>
      <td>{clientOf(exchange)} → {serverOf(exchange)}</td>
      <td><button className="link" tabIndex={-1} onClick={() => onChoose(exchange)}>{api}</button> <i>v{version}</i></td>
      <td>{errors.length > 0 && <b className="t-lost">{errors.join(', ')}</b>} {carriesOf(exchange)}</td>
      <td>{sizes}</td>
      <td>{took !== null ? duration(took) : say(exchange.request ? 'waiting' : 'before')}</td>
    </tr>
  )
}, isSame)
