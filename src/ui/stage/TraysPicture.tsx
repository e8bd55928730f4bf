import { count } from '../format.ts'
import { Controller, InSync, Jar, Lagging, Offline, Pennant, Shelf, Topic } from '../marks/Marks.tsx'
import { CELL_Y, readersAt, type RecordCell, type Tray, type Trays } from './geometry-trays.ts'
import { stateKey } from './jar-state.ts'
import type { StageModel } from './model.ts'
import { lagOf } from './model-clients.ts'
import { fit, ids, type StageProps } from './stage-props.ts'
import { TrayLinks, type TrayLink } from './TrayLinks.tsx'
import { paint, TrayLog } from './TrayLog.tsx'

type Props = StageProps & { plan: Trays; model: StageModel; links: readonly TrayLink[] }

/** One partition, record by record, on each of its brokers. */
export const TraysPicture = (props: Props) => {
  const { t, plan: p, ring, selection } = props
  const { row } = p
  const isr = p.trays.filter(tray => row.isr.includes(tray.mark.broker))
  const bottom = p.trays.at(-1)!.y + p.trayH
  return (
    <svg
      width={p.width} height={p.height} viewBox={`0 0 ${p.width} ${p.height}`} role="img"
      aria-label={t('stage.trays', { partition: row.partition })}
    >
      <Topic hue={row.hue} x={p.trayX + 4} y={18} />
      <text x={p.trayX + 14} y={22} className="w6">{row.partition}</text>
      <text x={p.trayX + 24 + row.partition.length * 7.2} y={22} className="xs d">
        {t('stage.trays.facts', { rf: row.replicas.length, min: row.minIsr, epoch: row.epoch })}
      </text>
      <Ruling t={t} p={p} />
      {ring?.isr && <IsrRings p={p} isr={isr} />}
      {p.trays.map(tray => (
        <OneTray key={tray.mark.broker} {...props} tray={tray} chosen={selection?.is === 'replica' && selection.broker === tray.mark.broker}
          followed={selection?.is === 'replica' ? selection.offset : undefined}
        />
      ))}
      {ring?.isr && isr[0] && <IsrTag p={p} y={isr[0].y} text={`ISR ${ids(row.isr)}`} />}
      <line
        x1={p.hwX - 2} x2={p.hwX - 2} y1={p.trays[0]!.y + 8} y2={bottom + 10} stroke={ring?.hw ? 'var(--accent)' : 'var(--ink)'}
        strokeWidth={ring?.hw ? 3 : 1.5}
      />
      <text x={p.hwX + 3} y={bottom + 20} className="m"><tspan className="d">HW </tspan><tspan className="w6">{count(row.hw)}</tspan></text>
      <ReaderMarks {...props} />
      {p.cards && <Cards {...props} />}
      <TrayLinks links={props.links} p={p} />
    </svg>
  )
}

/** The ruler of long logs. */
const Ruling = ({ t, p }: { t: Props['t']; p: Trays }) => p.ticks.length > 0 && (
  <g>
    {p.cards && <text x={p.cellX - 14} y={35} className="xs d e">{t(p.ruler.kind === 'behind' ? 'stage.behind' : 'stage.records')}</text>}
    {p.ticks.map(({ label, x }) => <text key={label} x={x} y={35} className="m xs d c">{label}</text>)}
  </g>
)

/** Where readers are, under the log they read. */
const ReaderMarks = ({ plan: p, model }: Props) => {
  const lead = p.trays.find(tray => tray.mark.leads)
  const y = (lead ?? p.trays[0]!).y + CELL_Y + 33
  return lead && (
    <g>
      {readersAt(p, model.readers).map(({ id, text, x, named }) => (
        <g key={id}>
          <path d={`M${x} ${y}l4 7h-8z`} fill="var(--ink-2)"><title>{text}</title></path>
          {named && <text x={x + 7} y={y + 9} className="xs i2">{text}</text>}
        </g>
      ))}
    </g>
  )
}

const IsrRings = ({ p, isr }: { p: Trays; isr: readonly Tray[] }) => (
  <g>
    {isr.map(tray => (
      <rect
        key={tray.mark.broker} x={p.trayX - 8} y={tray.y - 7} width={p.trayW + 16} height={p.trayH + 17} rx="14"
        fill="var(--accent-wash)" stroke="var(--accent)" strokeWidth="1.5"
      />
    ))}
  </g>
)
const IsrTag = ({ p, y, text }: { p: Trays; y: number; text: string }) => (
  <g>
    <rect x={p.trayX + p.trayW - 74} y={y - 15} width={64} height={17} rx="3" fill="var(--accent)" />
    <text x={p.trayX + p.trayW - 42} y={y - 2.5} className="s c w5" style={{ fill: 'var(--pane)' }}>{text}</text>
  </g>
)

const OneTray = ({ t, plan: p, model, tray, chosen, followed }: Props & { tray: Tray; chosen: boolean; followed: number | undefined }) => {
  const { mark, y } = tray
  const broker = model.brokers.find(b => b.id === mark.broker)
  const gone = mark.state === 'offline'
  const [gx, gy] = [p.cellX - 14, y + CELL_Y + 15]
  return (
    <g>
      {chosen && (
        <rect x={p.trayX - 6} y={y - 6} width={p.trayW + 12} height={p.trayH + 14} rx="14" fill="none" stroke="var(--accent)" strokeWidth="1.5" />
      )}
      <Jar x={p.trayX} top={y} width={p.trayW} floor={y + p.trayH} gone={gone} />
      {p.ticks.map(({ label, x }) => <line key={label} x1={x} x2={x} y1={y + 4} y2={y + p.trayH} className="etch" strokeDasharray="1 5" />)}
      <Shelf x={p.trayX - 4} y={y + p.trayH} width={p.trayW + 8} />
      <text x={p.trayX + 14} y={y + 26} className="w6">{t('broker.name', { id: mark.broker })}</text>
      {broker?.quorum && <Controller x={p.trayX + 80} y={y + 22} active={broker.quorum === 'active'} />}
      <text x={p.trayX + 14} y={y + 43} className={broker && broker.state !== 'running' ? 'xs i2 w5' : 'xs d'}>
        {broker && broker.state !== 'running' ? t(stateKey[broker.state]) : broker?.rack ?? broker?.machine ?? ''}
      </text>
      <text x={p.trayX + 14} y={y + 60} className="m"><tspan className="d">LEO </tspan><tspan className="w6">{count(mark.end)}</tspan></text>
      {p.from > mark.start && mark.end > p.from && (
        <text x={p.cellX - 4} y={y + CELL_Y - 6} className="xs d">{t('tray.left', { n: count(p.from - mark.start) })}</text>
      )}
      {mark.leads
        ? <Pennant x={gx} y={gy - 7} />
        : mark.state === 'insync'
          ? <InSync x={gx + 4} y={gy} />
          : mark.state === 'lagging' ? <Lagging x={gx + 4} y={gy} /> : <Offline x={gx + 4} y={gy} />}
      {tray.bars.length > 0 && <TrayLog t={t} p={p} tray={tray} />}
      {tray.cells.map(cell => <Cell key={cell.offset} cell={cell} state={mark.state} size={p.cell} y={y + CELL_Y} lit={cell.offset === followed} />)}
      {mark.state === 'lagging' && <text x={p.trayX + p.trayW - 14} y={y + 26} className="m e t-lag">▽ −{count(mark.behind)}</text>}
    </g>
  )
}

const Cell = ({ cell, state, size, y, lit }: { cell: RecordCell; state: Tray['mark']['state']; size: number; y: number; lit: boolean }) => {
  const { fill, stroke } = paint(cell.state, state)
  const w = size - (size > 16 ? 4 : 1.5)
  const plain = cell.state === 'above' || cell.state === 'lost' || cell.state === 'doomed'
  return (
    <g>
      <rect
        x={cell.x} y={y} width={w} height={30} rx="1.5" fill={fill} stroke={stroke}
        strokeDasharray={state === 'offline' && cell.state !== 'lost' ? '3 3' : undefined}
      />
      {lit && <rect x={cell.x - 2.5} y={y - 2.5} width={w + 5} height={35} rx="3" fill="none" stroke="var(--accent)" strokeWidth="2" />}
      {size >= 24 && plain && <rect x={cell.x + 3} y={y + 8} width={w - 6} height={14} rx="1" fill="var(--pane)" />}
      {size >= 24 && (
        <text
          x={cell.x + w / 2} y={y + 19} className="m c"
          style={{ fill: ink(cell, state), fontWeight: cell.state === 'lost' ? 600 : 400, fontSize: cell.offset > 999 ? 9 : 11 }}
        >{cell.offset}</text>
      )}
      {cell.state === 'doomed' && <path d={`M${cell.x - 2} ${y + 33}L${cell.x + w + 2} ${y - 3}`} stroke="var(--ink)" strokeWidth="1.5" />}
    </g>
  )
}
const ink = (cell: RecordCell, state: Tray['mark']['state']): string =>
  cell.state === 'lost'
    ? 'var(--lost)'
    : state === 'leader' && cell.state === 'committed' ? 'var(--ground)' : state === 'offline' ? 'var(--offline)' : 'var(--ink)'

/** Who writes it, at the left of the leader's tray; who reads it, at the right. */
const Cards = ({ t, plan: p, model }: Props) => {
  const lead = p.trays.find(tray => tray.mark.leads) ?? p.trays[0]!
  const sources = model.sources.filter(s => s.topics.length === 0 || s.topics.includes(p.row.topic)).slice(0, 4)
  const readers = model.readers.filter(r => lagOf(r, p.row) !== undefined || r.owned.length === 0).slice(0, 4)
  const y = (i: number) => lead.y + 4 + i * 76
  return (
    <g>
      {sources.map((s, i) => (
        <g key={s.process}>
          <path className="etch" d={`M124 ${y(i) + 14}H${p.trayX - 4}`} />
          <rect
            x={16} y={y(i)} width={108} height={66} rx="4" fill="var(--pane)" stroke="var(--line-strong)"
            strokeDasharray={s.state === 'down' ? '4 4' : undefined}
          />
          <Topic hue={p.row.hue} x={28} y={y(i) + 17} />
          <text x={38} y={y(i) + 21} className="w5">{fit(s.title, 80, 7)}</text>
          <text x={26} y={y(i) + 38} className="xs d">{s.acks ? `acks=${s.acks}` : t('source.script')}</text>
          <text x={26} y={y(i) + 54} className={s.error ? 'xs t-lag' : 'xs i2'}>
            {fit(s.error ?? (s.state === 'up' ? t('source.inflight', { n: s.inFlight }) : t(`source.${s.state}`)), 92, 6.4)}
          </text>
        </g>
      ))}
      {readers.map((r, i) => {
        const [x, lag] = [p.width - 118, lagOf(r, p.row)]
        return (
          <g key={r.id}>
            <rect x={x} y={y(i)} width={102} height={66} rx="4" fill="var(--pane)" stroke="var(--line-strong)" />
            <text x={x + 12} y={y(i) + 21} className="w5">{fit(r.title, 84, 7)}</text>
            <text x={x + 12} y={y(i) + 38} className="xs d">
              {r.offsets[p.row.partition] === undefined ? r.state : t('reader.position', { n: count(r.offsets[p.row.partition]!) })}
            </text>
            <text x={x + 12} y={y(i) + 54} className="m">{lag === undefined || lag === null ? '' : `${t('lag')} ${count(lag)}`}</text>
          </g>
        )
      })}
    </g>
  )
}
