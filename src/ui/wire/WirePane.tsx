import '../inspect/inspect.css'
import '../segments/segments.css'
import './wire.css'
import { useMemo, useState } from 'react'
import { useDesk, useDo } from '../hooks.ts'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { askedOf, clientOf, exchangeId, exchangesOf, eitherOf, filterOf, lineOf, NO_FILTER, passes, serverOf, type Exchange, type Filter } from './exchanges.ts'
import { ExchangeList } from './ExchangeList.tsx'
import { ExchangeView } from './ExchangeView.tsx'
import { useFrames } from './use-frames.ts'
import { useSay, type Say } from './words.ts'

/** Every frame that leaves, request and answer side by side, down to its bytes. */
export const WirePane = () => {
  const say = useSay()
  const { select } = useDo()
  const selection = useDesk(state => state.selection)
  const [held, setHeld] = useState(false)
  const [of, ask] = useInspected('wire')
  const filter = useMemo(() => filterOf(of), [of]), setFilter = (next: Filter): void => ask(askedOf(next))
  const { frames, failed, clear } = useFrames(held)
  const all = useMemo(() => exchangesOf(frames), [frames])
  const shown = useMemo(() => all.filter(exchange => passes(exchange, filter)), [all, filter])
  const chosenId = selection?.is === 'frame' ? exchangeId(selection) : null
  const chosen = all.find(exchange => exchange.id === chosenId) ?? null
  const choose = (exchange: Exchange): void => {
    const { connection, correlation, dir } = eitherOf(exchange)
    select({ is: 'frame', connection, correlation, dir })
  }
  return (
    <div className="wirepane">
      <Bar {...{ all, shown, filter, setFilter, held, setHeld, say }} onClear={clear} />
      <div className="wirebody">
        {shown.length === 0
          ? <p className="empty" role="status">{say(failed ? 'closed' : all.length === 0 ? 'none' : 'filtered')}</p>
          : <ExchangeList exchanges={shown} chosen={chosenId} holds={held} say={say} onChoose={choose} />}
        {chosen ? <ExchangeView
          key={chosen.id} exchange={chosen} say={say} follows={filter.connection !== ''}
          onFollow={() => setFilter({ ...NO_FILTER, connection: filter.connection ? '' : eitherOf(chosen).connection })}
        /> : <p className="empty">{say(chosenId ? 'gone' : 'choose')}</p>}
      </div>
    </div>
  )
}

interface BarProps {
  all: readonly Exchange[]
  shown: readonly Exchange[]
  filter: Filter
  setFilter(filter: Filter): void
  held: boolean
  setHeld(held: boolean): void
  say: Say
  onClear(): void
}

const Bar = ({ all, shown, filter, setFilter, held, setHeld, say, onClear }: BarProps) => {
  const apis = useMemo(() => sorted(all.map(exchange => eitherOf(exchange).api)), [all])
  const processes = useMemo(() => sorted(all.flatMap(exchange => [clientOf(exchange), serverOf(exchange)])), [all])
  return (
    <div className="bar">
      <input
        type="search" value={filter.text} placeholder={say('search')} aria-label={say('search')}
        onChange={event => setFilter({ ...filter, text: event.target.value })}
      />
      <Choice label={say('api')} all={say('api.all')} value={filter.api} options={apis} onChange={api => setFilter({ ...filter, api })} />
      <Choice label={say('who')} all={say('who.all')} value={filter.who} options={processes} onChange={who => setFilter({ ...filter, who })} />
      <label className="check"><input type="checkbox" checked={filter.errors} onChange={event => setFilter({ ...filter, errors: event.target.checked })} /> {say('errors')}</label>
      {filter.connection && <button className="btn quiet small" onClick={() => setFilter({ ...filter, connection: '' })}>{filter.connection} ×</button>}
      <span className="spring" />
      <span className="dim">{say('count', { n: shown.length, of: all.length })}</span>
      <button className="btn quiet small" aria-pressed={held} onClick={() => setHeld(!held)}>{say('hold')}</button>
      <button className="btn quiet small" disabled={all.length === 0} onClick={onClear}>{say('clear')}</button>
      <TakeAlong tab="wire" name="frames" disabled={shown.length === 0} lines={() => shown.map(lineOf)} />
    </div>
  )
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort()

const Choice = ({ label, all, value, options, onChange }: { label: string; all: string; value: string; options: readonly string[]; onChange(value: string): void }) => (
  <select aria-label={label} value={value} onChange={event => onChange(event.target.value)}>
    <option value="">{all}</option>
    {(value && !options.includes(value) ? [value, ...options] : options).map(option => <option key={option}>{option}</option>)}
  </select>
)
