import { memo } from 'react'
import type { Matrix } from './geometry-matrix.ts'
import { count } from '../format.ts'
import { Leaderless, Pennant } from '../marks/Marks.tsx'
import type { Ruler } from './geometry-scale.ts'
import type { ReplicaMark, Row } from './model-rows.ts'
import { ReplicaLog } from './ReplicaLog.tsx'
import { fitMiddle, ids, type StageProps } from './stage-props.ts'

interface Props extends Pick<StageProps, 't' | 'ring'> {
  m: Matrix; row: Row; at: { top: number; lane: number; log: number }; ruler: Ruler; selected: boolean; focused: boolean
}

/** One partition, from its name to the last of its logs. Whatever else is selected, it stays. */
export const RowMarks = memo((props: Props) => {
  const { m, row, at, ruler, t, ring } = props
  const leading = row.replicas.find(r => r.leads)
  const jar = leading && m.jars.find(j => j.broker.id === leading.broker)
  return (
    <g>
      {(props.selected || props.focused) && <RowRing {...props} />}
      {!m.narrow && (
        <line
          x1={m.railFrom} x2={m.railTo} y1={at.lane} y2={at.lane}
          stroke={row.leaderless ? 'var(--leaderless)' : 'var(--line-strong)'}
          strokeDasharray={row.leaderless ? '4 4' : undefined} strokeWidth={row.leaderless ? 1 : 0.8}
        />
      )}
      {m.narrow ? <NarrowLabel {...props} /> : <Label {...props} />}
      {row.replicas.map(mark => {
        const place = m.jars.find(j => j.broker.id === mark.broker)
        if (!place) return null
        const lit = ring?.isr && row.isr.includes(mark.broker) && (!ring.partition || ring.partition === row.partition)
        return (
          <g key={mark.broker}>
            {lit && (
              <rect
                x={place.x + 3} y={at.log - 16} width={place.width - 6} height={42} rx="5" fill="var(--accent-wash)"
                stroke="var(--accent)" strokeWidth="1.5"
              />
            )}
            <ReplicaLog
              t={t} mark={mark} ruler={ruler} start={row.start} end={row.end} hw={row.hw} x={place.cellX} y={at.log}
              width={place.cellW} narrow={m.narrow || m.racks.length > 0}
            />
            {preferredElsewhere(mark) && <Pennant x={place.cellX - 10} y={at.log - 7} hollow />}
          </g>
        )
      })}
      {jar && <g className="travels" style={{ transform: `translate(${jar.cellX - 9}px, ${at.log - 7}px)` }}><Pennant x={0} y={0} /></g>}
    </g>
  )
})
/** The hollow pennant of an in-sync replica; the lagging one draws its own, in place of ▽. */
const preferredElsewhere = (mark: ReplicaMark) => mark.preferred && !mark.leads && mark.state === 'insync'

const RowRing = ({ m, at, selected }: Props) => (
  <rect
    x={m.label - 8} y={at.top - (m.narrow ? 3 : 1)} width={m.width - m.label - (m.narrow ? -2 : 4)} height={m.rowHeight - 2} rx="5"
    fill={selected ? 'var(--accent-wash)' : 'none'} stroke="var(--accent)" strokeWidth={selected ? 1.5 : 1}
    strokeDasharray={selected ? undefined : '4 3'}
  />
)

const Label = ({ m, row, at, t }: Props) => (
  <g>
    <text x={m.label + 4} y={at.lane + 4.5} className="m w5">{fitMiddle(row.partition, 122)}</text>
    {row.leaderless
      ? (
        <>
          <Leaderless x={m.label + 9} y={at.log + 3} r={4.2} />
          <text x={m.label + 20} y={at.log + 7} className="s t-less w5">{t('row.leaderless')}</text>
          <text x={m.label + 4} y={at.log + 19} className="xs d">ISR {ids(row.isr)} · ELR {ids(row.elr)}</text>
        </>
      )
      : (
        <>
          <text
            x={m.label + 4} y={at.log + 7} className={row.underMinIsr ? 's t-lag w5' : 's d'}
          >ISR {ids(row.isr)}{row.underMinIsr && ` < min ${row.minIsr}`}</text>
          {row.underMinIsr && <text x={m.label + 4} y={at.log + 19} className="xs t-lag">{t('row.refused')}</text>}
        </>
      )}
    {row.lost > 0 && <Lost x={m.label + 4} y={at.log + (row.leaderless || row.underMinIsr ? 25 : 12)} lost={row.lost} t={t} />}
  </g>
)

const Lost = ({ x, y, lost, t }: { x: number; y: number; lost: number; t: Props['t'] }) => (
  <g>
    <rect x={x} y={y - 1} width="12" height="9" fill="url(#lost)" stroke="var(--lost)" />
    <text x={x + 17} y={y + 8} className="xs t-lost w6">{t('row.lost', { n: count(lost) })}</text>
  </g>
)

const NarrowLabel = ({ m, row, at, t }: Props) => (
  <g>
    <text x={m.label} y={at.log + 2} className="m w5">{fitMiddle(row.partition, 84)}</text>
    {row.leaderless
      ? (
        <>
          <Leaderless x={m.label + 5} y={at.log + 13} r={3.6} />
          <text x={m.label + 14} y={at.log + 16} className="xs t-less">{t('row.leaderless')}</text>
        </>
      )
      : (
        <text x={m.label} y={at.log + 16} className={row.underMinIsr ? 'xs t-lag' : 'xs d'}>
          ISR {ids(row.isr)}{row.underMinIsr && ` < ${row.minIsr}`}
        </text>
      )}
  </g>
)
