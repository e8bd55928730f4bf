import type { FaultView } from '../../world/view.ts'
import { Fault, Offline } from '../marks/Marks.tsx'
import type { Matrix } from './geometry-matrix.ts'

/** A line between two machines that somebody cut or slowed, over the jars it joins: ✕ where nothing passes, ▼ where it crawls. */
export interface LinkArc { from: string; to: string; x1: number; x2: number; cut: boolean }

export const linkArcs = (faults: readonly FaultView[], m: Matrix): LinkArc[] => faults.filter(f => f.is.startsWith('link.')).flatMap(fault => {
  const [from, to] = [fault.on[0], fault.on[1]]
  const x = (machine: string | undefined) => { const jar = m.jars.find(j => j.broker.machine === machine); return jar
    ? jar.x + jar.width / 2
    : m.railFrom - 40 }
  return from === undefined || to === undefined || m.narrow ? [] : [{ from, to, x1: x(from), x2: x(to), cut: fault.is === 'link.cut' }]
})
export const arcAt = (arcs: readonly LinkArc[], m: Matrix, x: number, y: number): LinkArc | undefined =>
  arcs.find(a => Math.abs((a.x1 + a.x2) / 2 - x) < 12 && Math.abs(m.control - y) < 10)

export const LinkFaults = ({ arcs, m }: { arcs: readonly LinkArc[]; m: Matrix }) => (
  <g>
    {arcs.map(({ from, to, x1, x2, cut }) => {
      const mid = (x1 + x2) / 2
      return (
        <g key={`${from} ${to}`}>
          <path
            d={`M${x1} ${m.jarTop}V${m.control}H${x2}V${m.jarTop}`} fill="none" stroke="var(--ink-2)" strokeWidth="1.2"
            strokeDasharray={cut ? '4 4' : '1 3'}
          />
          <circle cx={mid} cy={m.control} r="9" fill="var(--ground)" />
          {cut ? <Offline x={mid} y={m.control} /> : <Fault x={mid} y={m.control} />}
        </g>
      )
    })}
  </g>
)
