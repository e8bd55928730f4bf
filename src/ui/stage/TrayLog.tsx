import { CELL_Y, type BatchBar, type RecordState, type Tray, type Trays } from './geometry-trays.ts'
import type { Translate } from '../i18n/index.ts'

type State = Tray['mark']['state']
const HEIGHT = 30
/** A batch this wide says how many records it has; one narrower than that is not told from its neighbours. */
const SAYS = 44, SEEN = 3

/** A long log in its tray: what became of its records, from its start to its end, and its latest batches. */
export const TrayLog = ({ t, p, tray: { mark, y, bars, batches } }: { t: Translate; p: Trays; tray: Tray }) => {
  const top = y + CELL_Y, tip = p.x(mark.end)
  return (
    <g>
      {bars.map(bar => (
        <rect
          key={bar.x} x={bar.x} y={top} width={Math.max(1, bar.width)} height={HEIGHT} {...paint(bar.state, mark.state)}
          strokeDasharray={mark.state === 'offline' && bar.state !== 'lost' ? '3 3' : undefined}
        />
      ))}
      {bars.filter(({ state }) => state === 'doomed').map(({ x, width }) =>
        <path key={x} d={`M${x - 2} ${top + HEIGHT + 3}L${x + width + 2} ${top - 3}`} stroke="var(--ink)" strokeWidth="1.5" />)}
      {batches.filter(({ width }) => width >= SEEN).map(batch => <Batch key={batch.offset} {...{ t, batch, top }} state={mark.state} isAbove={batch.x >= p.hwX} />)}
      {mark.state === 'lagging' && tip + 4 < p.endX && (
        <line x1={tip + 4} x2={p.endX} y1={top + HEIGHT / 2} y2={top + HEIGHT / 2} stroke="var(--lagging-edge)" strokeDasharray="1 4" strokeLinecap="round" strokeWidth="1.5" />
      )}
    </g>
  )
}

const Batch = ({ t, batch: { x, width, count }, top, state, isAbove }: { t: Translate; batch: BatchBar; top: number; state: State; isAbove: boolean }) => {
  const isSolid = state === 'leader' && !isAbove
  return (
    <g>
      <path d={`M${x} ${top}v${HEIGHT}`} stroke={isSolid ? 'var(--pane)' : edges[state]} opacity={isSolid ? 0.6 : 0.8} />
      {width >= SAYS && (
        <g>
          {(isAbove || state === 'lagging') && <rect x={x + 3} y={top + 8} width={width - 6} height={14} rx="1" fill="var(--pane)" />}
          <text x={x + width / 2} y={top + 19} className="m c" style={{ fontSize: 10, fill: isSolid ? 'var(--ground)' : 'var(--ink-2)' }}>{t('side.records', { n: count })}</text>
        </g>
      )}
    </g>
  )
}

const edges: Readonly<Record<State, string>> = { leader: 'var(--leader)', insync: 'var(--insync-edge)', lagging: 'var(--lagging-edge)', offline: 'var(--offline)' }
const plain: Readonly<Record<State, string>> = { leader: 'var(--leader)', insync: 'var(--insync)', lagging: 'url(#lagging)', offline: 'none' }

/** How records are filled and edged, by what became of them and of who holds them. */
export const paint = (record: RecordState, of: State): { fill: string; stroke: string } => {
  if (record === 'lost') return { fill: 'url(#lost)', stroke: 'var(--lost)' }
  const stroke = edges[of]
  if (of === 'offline') return { fill: record === 'doomed' ? 'url(#uncommitted)' : 'none', stroke }
  return { fill: record === 'committed' ? plain[of] : 'url(#uncommitted)', stroke }
}
