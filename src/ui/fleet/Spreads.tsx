import type { MouseEvent } from 'react'
import { useDesk, useDo } from '../hooks.ts'
import { amount, binsOf, ends, named, reach, shareSaid, type Share, type Spread } from './spread.ts'
import type { Say } from './words.ts'

export const PLOT = { height: 54, bars: 22, base: 48, step: 4 }
/** Further from the median than this, and one wants to know who it is. */
const NOTABLE = 0.2

interface Props { spreads: readonly Spread[]; width: number; top: number; columns: number; say: Say }

/** How leaders, replicas and bytes lie over brokers, and partitions over racks: a bar for those that have as much. */
export const Spreads = ({ spreads, width, top, columns, say }: Props) => (
  <div className="spreads" style={{ top, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
    {spreads.filter(({ shares }) => shares.length > 0).map(each => <Plot key={each.of} spread={each} width={(width - 40 - (columns - 1) * 24) / columns} say={say} />)}
  </div>
)

const Plot = ({ spread, width, say }: { spread: Spread; width: number; say: Say }) => {
  const { select } = useDo()
  const chosen = useDesk(state => state.selection?.is === 'broker' ? state.selection.broker : null)
  const bins = binsOf(spread, Math.max(10, Math.floor(width / PLOT.step))), fullest = Math.max(...bins.map(({ shares }) => shares.length))
  const [least, most] = ends(spread), x = (value: number) => value / reach(spread) * width
  const figure = (share: Share) => shareSaid(say, spread, share)
  const isFar = ({ value }: Share) => Math.abs(value - spread.median) > NOTABLE * spread.median
  const mine = spread.shares.find(({ brokers }) => brokers.includes(chosen ?? NaN))
  const marked = [...new Set([...least.value === most.value ? [] : [least, most].filter(isFar), ...mine ? [mine] : []])]
  const onClick = (event: MouseEvent) => {
    event.stopPropagation()
    const at = (event.clientX - event.currentTarget.getBoundingClientRect().left) / width
    const near = bins.reduce((a, b) => Math.abs(b.at - at) < Math.abs(a.at - at) ? b : a)
    select({ is: 'broker', broker: near.shares[0]!.brokers[0]! })
  }
  return (
    <svg width={width} height={PLOT.height} role="img" aria-label={say('spread.says', { what: say(`spread.${spread.of}`), median: amount(spread, spread.median), least: figure(least), most: figure(most) })} onClick={onClick}>
      <text x="0" y="11" className="xs d">{say(`spread.${spread.of}`)}</text>
      <text x={width} y="11" className="xs m e">{say('spread.median', { n: amount(spread, spread.median) })}</text>
      <line x1="0" x2={width} y1={PLOT.base} y2={PLOT.base} className="etch" />
      {bins.map(({ at, shares }) => {
        const height = Math.max(2.5, shares.length / fullest * PLOT.bars)
        return <rect key={at} x={at * width - 1.5} y={PLOT.base - height} width="3" height={height} className="share"><title>{shares.length > 3 ? say('spread.bar', { n: shares.length, value: amount(spread, shares[0]!.value) }) : shares.map(figure).join(', ')}</title></rect>
      })}
      <line x1={x(spread.median)} x2={x(spread.median)} y1={PLOT.base} y2={PLOT.base + 6} className="middle" />
      {marked.map(share => <Mark key={share.name} x={x(share.value)} right={width} isChosen={share === mine} text={share === mine ? share.name : named(spread, share)} />)}
    </svg>
  )
}

const Mark = ({ x, right, isChosen, text }: { x: number; right: number; isChosen: boolean; text: string }) => {
  const half = text.length * 3.4
  return (
    <g className={isChosen ? 'mark chosen' : 'mark'}>
      <circle cx={Math.min(right - 4, Math.max(4, x))} cy={PLOT.base - 6} r="3" />
      <text x={Math.min(right - half, Math.max(half, x))} y={PLOT.base - 13} className="xs c">{text}</text>
    </g>
  )
}
