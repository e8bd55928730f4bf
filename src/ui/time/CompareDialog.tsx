import { useEffect, useRef, useState } from 'react'
import { differences, totals, type Row } from '../../session/time/compare.ts'
import { trackOf } from '../../session/time/time.ts'
import type { ClusterView } from '../../world/view.ts'
import { clock, count } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import type { Translate } from '../i18n/index.ts'
import { CompareStages } from './CompareStages.tsx'
import { differenceOf, nameOf } from './fork-words.ts'

/** The open track beside another one, at one moment of the clock they share: the two ledgers, and what else differs. */
export const CompareDialog = ({ other }: { other: string }) => {
  const t = useWords()
  const { forks } = useDo()
  const dialog = useRef<HTMLDialogElement>(null)
  const { tracks } = useDesk(state => state.forks)
  const now = useDesk(state => state.time.now)
  const [at, setAt] = useState(now)
  const views = useBoth(other, at)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  const [open, beside] = [trackOf(tracks, tracks.open), trackOf(tracks, other)]
  if (!open || !beside) return null
  const names = [nameOf(open, tracks, t), nameOf(beside, tracks, t)] as const
  const said = open.parent === other ? open : beside
  return (
    <dialog
      ref={dialog} className="comparedialog" aria-labelledby="compare-title"
      onClose={() => forks.compare(null)} onKeyDown={event => event.stopPropagation()}
    >
      <h2 id="compare-title">{t('compare.title', { a: names[0], b: names[1] })}</h2>
      <p className="dim">{nameOf(said, tracks, t)}: {differenceOf(said.differs, t)}</p>
      <Moment from={Math.max(open.forkedAt, beside.forkedAt)} to={now} at={at} onChoose={setAt} />
      {views ? <CompareStages names={names} views={views}><Ledgers names={names} views={views} /></CompareStages> : <p role="status">{t('past.reliving')}</p>}
      <p className="row compareends">
        <button className="btn quiet" onClick={() => { forks.compare(null); forks.switchTo(other) }}>{t('fork.switch', { name: names[1] })}</button>
        <button className="btn" autoFocus onClick={() => forks.compare(null)}>{t('run.close')}</button>
      </p>
    </dialog>
  )
}

/** The clock both share. What is chosen counts when it is let go of: a moment of the past is lived again, twice. */
const Moment = ({ from, to, at, onChoose }: { from: number; to: number; at: number; onChoose(at: number): void }) => {
  const t = useWords()
  const [wanted, setWanted] = useState(at)
  const choose = () => { if (wanted !== at) onChoose(wanted) }
  return (
    <label className="row comparemoment">
      <span>{t('compare.moment')}</span>
      <input
        type="range" min={from} max={to} step={Math.max(1, Math.round((to - from) / 200))} value={wanted} aria-valuetext={clock(wanted)}
        onChange={event => setWanted(Number(event.target.value))} onPointerUp={choose} onKeyUp={choose} onBlur={choose}
      />
      <span className="mono">{clock(wanted)}</span>
    </label>
  )
}

type Both = readonly [ClusterView, ClusterView]

/** Both at the moment that is looked at; a track that was left goes on for that, or both are seen where it can go no further. */
const useBoth = (other: string, at: number): Both | null => {
  const { forks } = useDo()
  const open = useDesk(state => state.forks.tracks.open)
  const [views, setViews] = useState<Both | null>(null)
  useEffect(() => {
    let wanted = true
    void forks.lookBack(other, at).then(async b => [b && await forks.lookBack(open, b.now), b] as const)
      .then(([a, b]) => { if (wanted && a && b) setViews([a, b]) }, () => {})
    return () => { wanted = false }
  }, [forks, open, other, at])
  return views
}

const Ledgers = ({ names, views: [a, b] }: { names: readonly [string, string]; views: Both }) => {
  const t = useWords()
  const others = differences(a, b)
  return (
    <div className="compareledger">
      <p>{t('compare.at', { at: clock(a.now) })} {t(others.length === 0 ? 'compare.same' : 'compare.differ', { n: others.length })}</p>
      <div className="comparescroll">
        <table className="compare">
          <thead><tr><th scope="col">{names[0]}</th><td /><th scope="col">{names[1]}</th></tr></thead>
          <tbody>{[...totals(a, b), ...others].map((row, i) => <Line key={i} row={row} t={t} />)}</tbody>
        </table>
      </div>
    </div>
  )
}

const Line = ({ row, t }: { row: Row; t: Translate }) => {
  const written = (value: string | number) => typeof value === 'number' ? count(value) : value
  return (
    <tr className={row.a === row.b ? 'same' : row.is === 'total' && row.name === 'lost' ? 'lost' : ''}>
      <td className="mono">{written(row.a)}</td><th scope="row">{labelOf(row, t)}</th><td className="mono">{written(row.b)}</td>
    </tr>
  )
}

const labelOf = (row: Row, t: Translate): string => {
  switch (row.is) {
    case 'total': return t(`compare.${row.name}`)
    case 'process': return row.process
    case 'group': return t('compare.group', { group: row.group })
    case 'committed': return t('compare.committed', { group: row.group })
    default: return t(`compare.${row.is}`, { partition: row.partition })
  }
}
