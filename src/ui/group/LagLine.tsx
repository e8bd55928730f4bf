import type { Micros } from '../../world/view.ts'
import { count } from '../format.ts'
import type { LagPoint } from './lag-story.ts'
import type { Say } from './words.ts'

export const LAG_HEIGHT = 44
/** As the sparks of single partitions: a lag of three is no mountain. */
const LEAST_TOP = 10

interface Props { points: readonly LagPoint[]; isRising: boolean; x(at: Micros): number; right: number; y: number; say: Say }

/** The lag of all partitions together under their owners, on the same clock: what a hole in the reading cost. */
export const LagLine = ({ points, isRising, x, right, y, say }: Props) => {
  const last = points.at(-1)
  if (!last || points.length < 2) return null
  const most = points.reduce((a, b) => b.lag > a.lag ? b : a), top = Math.max(LEAST_TOP, most.lag)
  const at = ({ at, lag }: LagPoint): string => `${x(at).toFixed(1)} ${(LAG_HEIGHT - lag / top * LAG_HEIGHT).toFixed(1)}`
  const isNearEnd = x(most.at) > right - 80
  return (
    <g transform={`translate(0 ${y})`} role="img" aria-label={say('lag.line', { now: count(last.lag), most: count(most.lag) })}>
      <text x="0" y="12" className="xs d">{say('lag.all')}</text>
      <text x="0" y="27" className={isRising ? 'm w5 t-lag' : 'm w5'}>{count(last.lag)}</text>
      <line x1={x(points[0]!.at)} x2={right} y1={LAG_HEIGHT} y2={LAG_HEIGHT} className="hair" />
      <path d={`M${points.map(at).join('L')}`} fill="none" stroke={isRising ? 'var(--lagging-edge)' : 'var(--ink-2)'} strokeWidth="1.5" />
      {most.lag > last.lag && <text x={x(most.at) + (isNearEnd ? -5 : 5)} y="-3" className={isNearEnd ? 'xs d e' : 'xs d'}>{say('lag.most', { n: count(most.lag) })}</text>}
    </g>
  )
}
