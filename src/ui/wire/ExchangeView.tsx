import { useState } from 'react'
import type { WireFrame } from '../../session/look.ts'
import { clock, duration } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { FileView } from '../segments/FileView.tsx'
import { useSay as useSegmentsSay } from '../segments/words.ts'
import { clientOf, eitherOf, errorsOf, legsOf, liesIn, serverOf, tookOf, type Exchange } from './exchanges.ts'
import { useFrameBytes } from './use-frame-bytes.ts'
import type { Say } from './words.ts'

type Dir = WireFrame['dir']

interface Props { exchange: Exchange; say: Say; follows: boolean; onFollow(): void }

/** One exchange: where its time went, and each of its two frames field by field. */
export const ExchangeView = ({ exchange, say, follows, onFollow }: Props) => {
  const [dir, setDir] = useState<Dir>(exchange.request ? 'request' : 'response')
  const [table, setTable] = useState(false)
  const { api, version, connection, correlation, sentAt } = eitherOf(exchange)
  const frame = exchange[dir] ?? eitherOf(exchange), took = tookOf(exchange)
  return (
    <section className="exchange" aria-label={`${api} ${correlation}`}>
      <header>
        <h3>{api} <span className="dim">v{version} · {clientOf(exchange)} → {serverOf(exchange)} · {connection} #{correlation} · {clock(sentAt)}{took !== null && ` · ${duration(took)}`}</span></h3>
        <InFile exchange={exchange} say={say} />
        <button className="btn quiet small" aria-pressed={follows} onClick={onFollow}>{say('follow')}</button>
      </header>
      <Legs exchange={exchange} say={say} />
      {errorsOf(exchange).map(error => <p key={error} className="t-lost mono">{error}</p>)}
      <div className="sides">
        <span role="group" aria-label={say('frame')}>
          {(['request', 'response'] as const).map(each => (
            <button key={each} className="btn quiet small" aria-pressed={frame.dir === each} disabled={!exchange[each]} onClick={() => setDir(each)}>{say(each)}</button>
          ))}
        </span>
        <button className="btn quiet small" aria-pressed={table} onClick={() => setTable(!table)}>{say('table')}</button>
      </div>
      <Bytes key={frame.id} frame={frame} table={table} say={say} />
    </section>
  )
}

/** On to the file in which what it brought lies, with the frame beside it. */
const InFile = ({ exchange, say }: { exchange: Exchange; say: Say }) => {
  const { select, inspect, arrange } = useDo()
  const processes = useDesk(state => state.view?.processes), place = processes && liesIn(exchange, processes)
  if (!place) return null
  const open = () => {
    select({ is: 'replica', ...place })
    inspect('segments', { wire: 'beside' })
    arrange({ tab: 'segments' })
  }
  return <button className="btn quiet small" title={say('file.is', place)} onClick={open}>{say('file')}</button>
}

const Legs = ({ exchange, say }: { exchange: Exchange; say: Say }) => {
  const legs = legsOf(exchange), whole = legs.reduce((sum, { took }) => sum + took, 0)
  if (legs.length === 0) return <p className="dim">{say('untimed')}</p>
  return (
    <div className="legs">
      <div className="legbar" aria-hidden="true">
        {legs.map(({ name, took }) => <i key={name} className={`leg ${name}`} style={{ flexGrow: whole > 0 ? took / whole : 0 }} title={`${say(`leg.${name}`)}: ${duration(took)}`} />)}
      </div>
      <dl>
        {legs.map(({ name, took }) => (
          <div key={name} title={say(`leg.${name}.is`)}><dt><i className={`leg ${name}`} aria-hidden="true" />{say(`leg.${name}`)}</dt><dd>{duration(took)}</dd></div>
        ))}
      </dl>
    </div>
  )
}

const Bytes = ({ frame, table, say }: { frame: WireFrame; table: boolean; say: Say }) => {
  const saySegments = useSegmentsSay()
  const read = useFrameBytes(frame)
  if (read === 'forgotten') return <p className="empty">{say('forgotten')}</p>
  if (read === 'reading') return <p className="empty" role="status">{say('reading')}</p>
  return <FileView file={`${frame.api} ${say(frame.dir)}`} bytes={read.bytes} parts={read.parts} goal={null} table={table} say={saySegments} onLink={null} />
}
