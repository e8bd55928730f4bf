import { commandLine } from '../../session/shell/command-lines.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import type { Command, CommandContext } from './command.ts'

/** More brokers than this are not offered one by one; a replica can be dropped on any. */
const OFFERED = 12

/** The replicas a partition has when one of them has gone to another broker; its place in the list, and with it the preferred leader, goes along. */
export const replicasAfter = (view: ClusterView, partition: PartitionId, from: number, to: number): number[] | null => {
  const [topic, index] = splitPartitionId(partition)
  const replicas = view.metadata.topics[topic]?.partitions[index]?.replicas ?? []
  return replicas.includes(from) && !replicas.includes(to) && view.metadata.brokers[to] ? replicas.map(id => id === from ? to : id) : null
}

/** `kafka-reassign-partitions.sh --execute` for one replica, as a real AlterPartitionReassignments request (KIP-455). */
export const moveReplica = (partition: PartitionId, from: number, to: number): Command => ({
  id: `move-${partition}-${from}-${to}`, label: 'do.move-replica', group: 'kafka', values: () => ({ from, to }),
  when: ({ state }) => state.view !== null && replicasAfter(state.view, partition, from, to) !== null,
  run: ({ state, do: door }) => door.reassign(partition, replicasAfter(state.view!, partition, from, to)!),
  shell({ state }) {
    const [topic, index] = splitPartitionId(partition)
    return commandLine({ do: 'alterPartitionReassignments', partitions: [{ topic, partition: index, replicas: replicasAfter(state.view!, partition, from, to)! }] })
  },
})

/** Where the selected replica can go. */
export const movesOf = ({ state: { view, selection } }: CommandContext): Command[] => {
  if (!view || selection?.is !== 'replica') return []
  const { partition, broker } = selection
  const open = Object.values(view.metadata.brokers).filter(({ id, fenced }) => !fenced && replicasAfter(view, partition, broker, id)).map(({ id }) => id)
  return open.length > OFFERED ? [] : open.map(to => moveReplica(partition, broker, to))
}
