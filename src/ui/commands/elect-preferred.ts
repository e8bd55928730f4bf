import { commandLine } from '../../session/shell/command-lines.ts'
import type { PartitionId } from '../../world/view.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import type { Command, CommandContext } from './command.ts'

/** Partitions, of the selected one's, that another than their preferred replica leads. */
const wronglyLed = ({ state }: CommandContext): PartitionId[] => {
  const { view, selection } = state
  if (!view) return []
  return Object.entries(view.metadata.topics).flatMap(([topic, { partitions }]) => partitions.flatMap((p, i): PartitionId[] => {
    const id: PartitionId = `${topic}-${i}`
    const asked = (selection?.is !== 'partition' && selection?.is !== 'replica') || selection.partition === id
    return asked && p.leader !== null && p.replicas[0] !== p.leader ? [id] : []
  }))
}

const topicPartition = (id: PartitionId) => {
  const [topic, partition] = splitPartitionId(id)
  return { topic, partition }
}

/** `kafka-leader-election.sh --election-type preferred`, as a real ElectLeaders request. */
export const electPreferred: Command = {
  id: 'elect-preferred', label: 'do.elect', group: 'kafka', values: context => ({ n: wronglyLed(context).length }),
  when: context => wronglyLed(context).length > 0,
  run: context => context.do.electPreferred(wronglyLed(context)),
  shell: context => commandLine({ do: 'electLeaders', election: 'preferred', partitions: wronglyLed(context).map(topicPartition) }),
}
