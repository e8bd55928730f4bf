import type { FaultView } from '../../world/view.ts'
import type { Deed, Grip } from '../hands/deeds.ts'
import { Fault, Offline } from '../marks/Marks.tsx'
import type { Trays } from './geometry-trays.ts'
import type { StageModel } from './model.ts'

/** A line between two machines that somebody cut or slowed, left of the trays it joins; a client's where its rail comes in. */
export interface TrayLink { from: string; to: string; x: number; y1: number; y2: number; cut: boolean }

const LANE = 9

export const trayLinks = (faults: readonly FaultView[], p: Trays, model: StageModel): TrayLink[] => {
  const trayOf = (machine: string) => p.trays.find(tray => model.brokers.some(broker => broker.machine === machine && broker.id === tray.mark.broker))
  const joined = faults.filter(({ is, on }) => p.cards && is.startsWith('link.') && on.length === 2)
  return joined.flatMap(({ is, on: [from, to] }, i) => {
    const ends = [from!, to!].flatMap(machine => trayOf(machine) ?? []), [a, b = a] = ends
    if (!a || !b) return []
    const middle = (tray: Trays['trays'][number]) => tray.y + (ends.length === 2 ? p.trayH / 2 : 18)
    return [{ from: from!, to: to!, x: p.trayX - 13 - (i % 2) * LANE, y1: middle(a), y2: middle(b), cut: is === 'link.cut' }]
  })
}

export const trayLinkAt = (links: readonly TrayLink[], x: number, y: number): TrayLink | undefined =>
  links.find(link => Math.abs(link.x - x) < 12 && Math.abs((link.y1 + link.y2) / 2 - y) < 12)

/** The head of a tray stands for its machine: from one to another, the line between them is cut. */
export const gripInTrays = (p: Trays, model: StageModel, x: number, y: number): Grip | null => {
  const tray = x >= p.trayX && x < p.cellX - 20 ? p.trays.find(each => y >= each.y && y < each.y + p.trayH) : undefined
  const broker = tray && model.brokers.find(({ id }) => id === tray.mark.broker)
  return broker ? { is: 'machine', machine: broker.machine } : null
}
export const deedInTrays = (p: Trays, model: StageModel, grip: Grip, x: number, y: number): Deed | null => {
  const onto = gripInTrays(p, model, x, y)
  return grip.is === 'machine' && onto?.is === 'machine' && onto.machine !== grip.machine ? { is: 'cut', from: grip.machine, to: onto.machine } : null
}

export const TrayLinks = ({ links, p }: { links: readonly TrayLink[]; p: Trays }) => (
  <g>
    {links.map(({ from, to, x, y1, y2, cut }) => {
      const middle = (y1 + y2) / 2
      return (
        <g key={`${from} ${to}`}>
          {y1 !== y2 && <path d={`M${p.trayX} ${y1}H${x}V${y2}H${p.trayX}`} fill="none" stroke="var(--ink-2)" strokeWidth="1.2" strokeDasharray={cut ? '4 4' : '1 3'} />}
          <circle cx={x} cy={middle} r="9" fill="var(--ground)" />
          {cut ? <Offline x={x} y={middle} /> : <Fault x={x} y={middle} />}
        </g>
      )
    })}
  </g>
)
