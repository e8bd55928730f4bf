import { Controller, Jar, Lagging, Offline, Pennant } from '../marks/Marks.tsx'
import type { Translate } from '../i18n/index.ts'
import type { Stalk, Stalks } from './geometry-stalks.ts'
import { stateKey } from './jar-state.ts'
import { fit } from './stage-props.ts'

/** The cluster from a step back: glass, stalks, pennants. Also the picture of the home page. */
export const StalksPicture = ({ t, plan, label, chosen }: { t: Translate; plan: Stalks; label: string; chosen?: number | null }) => (
  <svg width={plan.width} height={plan.height} viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={label}>
    {plan.jars.map(({ broker, x, width, stalks }) => (
      <g key={broker.id}>
        {chosen === broker.id && (
          <rect
            x={x - 10} y={plan.top - 8} width={width + 20} height={plan.floor - plan.top + 46} rx="20" fill="var(--accent-wash)"
            stroke="var(--accent)" strokeWidth="1.5"
          />
        )}
        <Jar x={x} top={plan.top} width={width} floor={plan.floor} radius={Math.min(34, width / 4)} gone={!broker.serves} />
        <rect x={x - 6} y={plan.floor} width={width + 12} height="5" fill="var(--ink-3)" />
        <text x={x + 10} y={plan.floor + 24} className="w6">{t('broker.name', { id: broker.id })}</text>
        {broker.quorum && <Controller x={x + 74} y={plan.floor + 20} active={broker.quorum === 'active'} />}
        {width > 120 && (
          <text x={x + width - 6} y={plan.floor + 24} className="s d e">
            {fit(broker.state === 'running' ? broker.rack ?? '' : t(stateKey[broker.state]), width - 82, 5.6)}
          </text>
        )}
        {!broker.serves && <g transform={`translate(${x + width / 2} ${plan.top + 26}) scale(1.6)`}><Offline x={0} y={0} /></g>}
        {broker.serves && broker.behind > 0 && <Lagging x={x + width / 2} y={plan.top + 24} />}
        {stalks.map(stalk => <OneStalk key={stalk.row.partition} stalk={stalk} />)}
      </g>
    ))}
  </svg>
)

const OneStalk = ({ stalk: { mark, x, w, foot, hw, tip } }: { stalk: Stalk }) => {
  const edge = { leader: 'var(--leader)', insync: 'var(--insync-edge)', lagging: 'var(--lagging-edge)', offline: 'var(--offline)' }[mark.state]
  const fill = { leader: 'var(--leader)', insync: 'var(--insync)', lagging: 'url(#lagging)', offline: 'none' }[mark.state]
  const rings = Math.floor((foot - hw) / 18)
  return (
    <g>
      <rect
        x={x - w / 2} y={hw} width={w} height={Math.max(0, foot - hw)} fill={fill} stroke={edge} strokeWidth="0.8"
        strokeDasharray={mark.state === 'offline' ? '3 3' : undefined}
      />
      {mark.state !== 'offline' && (
        <rect x={x - w / 2} y={tip} width={w} height={Math.max(0, hw - tip)} fill="url(#uncommitted)" stroke={edge} strokeWidth="0.8" />
      )}
      {mark.state !== 'offline' && rings > 0 && (
        <path
          d={Array.from({ length: rings }, (_, i) => `M${x - w / 2} ${foot - (i + 1) * 18}h${w}`).join('')}
          stroke={mark.state === 'leader' ? 'var(--raised)' : edge} strokeWidth="0.8"
          opacity={mark.state === 'leader' ? 0.35 : 0.7}
        />
      )}
      {mark.leads && <Pennant x={x} y={tip - 17} />}
    </g>
  )
}
