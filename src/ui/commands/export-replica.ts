import type { PartitionId } from '../../world/view.ts'
import { partitionFacts } from '../../world/view-helpers.ts'
import type { Command, CommandContext } from './command.ts'

/** The replica that is selected, or the leader's of the partition that is. */
const selected = ({ state: { view, selection } }: CommandContext): { partition: PartitionId; broker: number } | null => {
  if (selection?.is === 'replica') return { partition: selection.partition, broker: selection.broker }
  if (selection?.is !== 'partition' || !view) return null
  const leader = partitionFacts(view, selection.partition)?.leader ?? null
  return leader === null ? null : { partition: selection.partition, broker: leader }
}

/** Segments, indexes and checkpoints, for Kafka's own tools. */
export const exportReplica: Command = {
  id: 'export-replica', label: 'do.export', group: 'kafka', values: context => ({ ...selected(context) }),
  when: context => selected(context) !== null && context.state.trouble?.is !== 'not-kept',
  run: context => { const { partition, broker } = selected(context)!; context.do.exportReplica(partition, broker) },
}
