import type { ClusterView } from '../../world/view.ts'
import { count } from '../format.ts'
import { useWords } from '../hooks.ts'
import { Lagging } from '../marks/Marks.tsx'
import type { Row } from '../stage/model-rows.ts'
import { loupe, type LoupeLine } from './geometry-loupe.ts'

export const LoupePicture = ({ view, row, width }: { view: ClusterView; row: Row; width: number }) => {
  const t = useWords()
  const plan = loupe(view, row, width)
  const bottom = 26 + plan.lines.length * 26
  return (
    <svg width={width} height={bottom + 2} viewBox={`0 0 ${width} ${bottom + 2}`} role="img" aria-label={t('side.batches')}>
      {plan.lines.map((line, i) => <Line key={line.mark.broker} line={line} y={22 + i * 26} t={t} />)}
      <line x1={plan.hwX - 1} x2={plan.hwX - 1} y1={16} y2={bottom - 4} stroke="var(--ink)" strokeWidth="1.5" />
      <text
        x={plan.hwX > width / 2 ? plan.hwX - 4 : plan.hwX + 3} y={12} className={plan.hwX > width / 2 ? 'm e' : 'm'}
        style={{ fontSize: 10 }}
      >HW {count(row.hw)}</text>
    </svg>
  )
}

const Line = ({ line: { mark, batches, left }, y, t }: { line: LoupeLine; y: number; t: ReturnType<typeof useWords> }) => {
  const edge = { leader: 'var(--leader)', insync: 'var(--insync-edge)', lagging: 'var(--lagging-edge)', offline: 'var(--offline)' }[mark.state]
  const plain = { leader: 'var(--leader)', insync: 'var(--insync)', lagging: 'url(#lagging)', offline: 'none' }[mark.state]
  return (
    <g>
      <text x={4} y={y + 12} className="m d">{mark.broker}</text>
      {batches.map(b => (
        <g key={b.x}>
          <rect
            x={b.x} y={y} width={b.width} height={16} fill={b.above ? 'url(#uncommitted)' : plain} stroke={edge}
            strokeDasharray={mark.state === 'offline' ? '3 3' : undefined}
          />
          {b.doomed && <path d={`M${b.x - 3} ${y + 19}L${b.x + b.width + 3} ${y - 3}`} stroke="var(--ink)" strokeWidth="1.5" />}
          {!b.above && b.width > 40 && (
            <text
              x={b.x + 5} y={y + 12} className="m"
              style={{ fontSize: 10, fill: mark.state === 'leader' ? 'var(--ground)' : 'var(--ink-3)' }}
            >{t('side.records', { n: b.count })}</text>
          )}
        </g>
      ))}
      {batches.length === 0 && left > 0 && (
        <g><Lagging x={24} y={y + 8} /><text x={34} y={y + 12} className="m t-lag">{t('tray.left', { n: count(left) })}</text></g>
      )}
    </g>
  )
}
