import type { GroupState } from '../../world/group-states.ts'
import { useWords } from '../hooks.ts'
import { BOXES, edges, HEIGHT, rows, type Edge } from './state-chart.ts'

const EDGES = edges()

/** The coordinator's table of a classic group's states, drawn; the present one is filled, what can come next is strong; in words, where it is too small for them. */
export const GroupStates = ({ state }: { state: GroupState }) => {
  const t = useWords()
  const next = rows().filter(({ from }) => from === state).map(({ event, to }) => `${t(`state.${event}`)} → ${to}`).join(' · ')
  return (
    <figure className="states">
      <svg viewBox="-2 0 572 134" role="img" aria-label={`${t('groups.states', { state })}. ${next}`}>
        {EDGES.map(edge => <Transition key={`${edge.from} ${edge.event}`} edge={edge} isNext={edge.from === state} label={t(`state.${edge.event}`)} />)}
        {(Object.keys(BOXES) as GroupState[]).map(name => {
          const [x, y, width] = BOXES[name]
          return (
            <g key={name}>
              <rect x={x} y={y} width={width} height={HEIGHT} rx={HEIGHT / 2} fill={name === state ? 'var(--ink)' : 'var(--raised)'} stroke="var(--line-strong)" />
              <text x={x + width / 2} y={y + 19.5} className="c w5" style={{ fill: name === state ? 'var(--ground)' : 'var(--ink)' }}>{name}</text>
            </g>
          )
        })}
      </svg>
      <figcaption className="note" aria-hidden="true"><b>{state}</b> · {next}</figcaption>
    </figure>
  )
}

/** The ways into Dead are many and say the same: one of them says it. */
const Transition = ({ edge: { event, from, path, head, label: [x, y] }, isNext, label }: { edge: Edge; isNext: boolean; label: string }) => {
  const isEnd = event === 'deleted', stroke = isNext ? 'var(--ink)' : isEnd ? 'var(--line)' : 'var(--ink-3)'
  const isLabelled = isEnd ? from === 'Stable' : from !== 'CompletingRebalance' || event !== 'rebalance'
  return (
    <g>
      <path d={path} stroke={stroke} strokeWidth={isNext ? 1.6 : 1.1} strokeDasharray={isEnd ? '3 3' : undefined} fill="none" />
      <path d={head} fill={stroke} />
      {isLabelled && <text x={x} y={isEnd ? y + 20 : y} className={isNext ? 'xs c' : 'xs d c'}>{label}</text>}
    </g>
  )
}
