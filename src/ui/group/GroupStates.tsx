import type { GroupView } from '../../world/view.ts'
import { useWords } from '../hooks.ts'

const BOXES: Record<GroupView['state'], readonly [x: number, y: number, width: number]> = {
  Empty: [0, 30, 66], PreparingRebalance: [128, 30, 150], CompletingRebalance: [324, 30, 158], Stable: [324, 98, 158], Dead: [0, 98, 66],
}

/** Kafka's chart of a classic group's states; the present one is filled. */
export const GroupStates = ({ state }: { state: GroupView['state'] }) => {
  const t = useWords()
  return (
    <svg viewBox="0 0 520 130" className="states" role="img" aria-label={t('groups.states', { state })}>
      <g stroke="var(--ink-2)" fill="none" strokeWidth="1.2">
        <path d="M66 42H121M278 45H317M403 60V91M324 113H203V67M33 60V91M128 52H73" />
      </g>
      <g fill="var(--ink-2)">
        <path d="M128 42l-7 -3.5v7zM324 45l-7 -3.5v7zM403 98l-3.5 -7h7zM203 60l-3.5 7h7zM33 98l-3.5 -7h7zM66 52l7 -3.5v7z" />
      </g>
      {[
        [97, 36, 'state.join'], [301, 22, 'state.rejoined'], [411, 80, 'state.sync'], [212, 107, 'state.leave'],
        [41, 80, 'state.expire'], [97, 66, 'state.last'],
      ].map(([x, y, key]) =>
        <text key={key} x={x} y={y} className={x === 411 || x === 212 || x === 41 ? 'xs d' : 'xs d c'}>{t(key as 'state.join')}</text>)}
      {(Object.keys(BOXES) as GroupView['state'][]).map(name => {
        const [x, y, width] = BOXES[name]
        return (
          <g key={name}>
            <rect x={x} y={y} width={width} height="30" rx="15" fill={name === state ? 'var(--ink)' : 'var(--raised)'} stroke="var(--line-strong)" />
            <text x={x + width / 2} y={y + 19.5} className="c w5" style={{ fill: name === state ? 'var(--ground)' : 'var(--ink)' }}>{name}</text>
          </g>
        )
      })}
    </svg>
  )
}
