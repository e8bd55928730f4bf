import type { PartitionId } from '../../world/view.ts'
import { cutLink } from '../commands/cut-link.ts'
import type { Command, CommandContext } from '../commands/command.ts'
import { moveReplica } from '../commands/move-replica.ts'
import { CARD, spotAt, type Matrix } from '../stage/geometry-matrix.ts'

/** What one has taken hold of. */
export type Grip = { is: 'machine'; machine: string } | { is: 'replica'; partition: PartitionId; broker: number }
/** What letting go here would do. */
export type Deed = { is: 'cut'; from: string; to: string } | { is: 'move'; partition: PartitionId; from: number; to: number }

/** The head of a jar and a client's card stand for their machines; a bar in a jar for its replica. */
export const gripAt = (m: Matrix, machineOf: (process: string) => string | null, x: number, y: number): Grip | null => {
  const card = m.cards.find(c => x >= c.x && x < c.x + CARD.width && y >= c.y && y < c.y + CARD.height)
  const client = card ? machineOf(card.process) : null
  if (client !== null) return { is: 'machine', machine: client }
  const spot = spotAt(m, x, y)
  if (spot?.is === 'replica') return { is: 'replica', partition: spot.partition as PartitionId, broker: spot.broker }
  const jar = spot?.is === 'broker' ? m.jars.find(j => j.broker.id === spot.broker) : undefined
  return jar ? { is: 'machine', machine: jar.broker.machine } : null
}

/** From machine to machine: the line between them is cut. From a replica into another jar: it goes there. */
export const deedOf = (m: Matrix, grip: Grip, machineOf: (process: string) => string | null, x: number, y: number): Deed | null => {
  if (grip.is === 'machine') {
    const onto = gripAt(m, machineOf, x, y)
    return onto?.is === 'machine' && onto.machine !== grip.machine ? { is: 'cut', from: grip.machine, to: onto.machine } : null
  }
  const jar = m.jars.find(j => x >= j.x && x < j.x + j.width)
  const holds = m.rows.get(grip.partition)?.row.replicas.some(replica => replica.broker === jar?.broker.id)
  return jar && !holds ? { is: 'move', partition: grip.partition, from: grip.broker, to: jar.broker.id } : null
}

/** Does it as the menu would: what it is about is selected first. */
export const perform = (deed: Deed, context: () => CommandContext): void => {
  const { select } = context().do
  select(deed.is === 'cut' ? { is: 'link', from: deed.from, to: deed.to } : { is: 'partition', partition: deed.partition })
  const command: Command = deed.is === 'cut' ? cutLink : moveReplica(deed.partition, deed.from, deed.to)
  if (command.when(context())) command.run(context())
}
