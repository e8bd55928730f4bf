import type { ReactNode } from 'react'
import { Broken, Crossed, Cut, Fault, InSync, Lagging, Leaderless, Moved, Pennant, Rebalance, Return, Rolled, Start, Tick } from '../marks/Marks.tsx'
import type { MarkKind } from './marks.ts'

/** What each kind of mark looks like. */
export const glyphs: Record<MarkKind, (x: number, y: number) => ReactNode> = {
  start: (x, y) => <Start x={x} y={y} />,
  fault: (x, y) => <Fault x={x} y={y} />,
  leader: (x, y) => <Pennant x={x - 2} y={y - 8} />,
  back: (x, y) => <Return x={x} y={y} />,
  alarm: (x, y) => <Leaderless x={x} y={y} r={4.4} />, 'isr-out': (x, y) => <Lagging x={x} y={y} />, 'isr-in': (x, y) => <InSync x={x} y={y} />,
  moved: (x, y) => <Moved x={x} y={y} />,
  group: (x, y) => <Rebalance x={x} y={y} />, rolled: (x, y) => <Rolled x={x} y={y} />, cut: (x, y) => <Cut x={x} y={y} />,
  crossed: (x, y) => <Crossed x={x} y={y} />,
  goal: (x, y) => <Tick x={x} y={y} />,
  broken: (x, y) => <Broken x={x} y={y} />,
}
