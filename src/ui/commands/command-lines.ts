import { commandLine, dumpLine } from '../../session/shell/command-lines.ts'
import type { Key, Values } from '../i18n/index.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import type { CommandContext } from './command.ts'
import { available } from './index.ts'

/** A command line, and what it is about. */
export interface NamedLine { readonly label: Key; readonly values: Values; readonly line: string }

/** What a person would type for what can be done with what is selected, and to have it described. */
export const linesFor = (context: CommandContext): NamedLine[] => {
  const acts = available(context).flatMap(({ label, values, shell }): NamedLine[] => {
    const line = shell?.(context)
    return line ? [{ label, values: values?.(context) ?? {}, line }] : []
  })
  return [...acts, ...describing(context)]
}

function describing({ state }: CommandContext): NamedLine[] {
  const { selection, view } = state
  const named = (what: string, ...lines: readonly (string | null)[]): NamedLine[] =>
    lines.flatMap(line => line === null ? [] : [{ label: 'cmd.describe' as const, values: { what }, line }])
  if (selection?.is === 'partition' || selection?.is === 'replica') {
    const [topic, partition] = splitPartitionId(selection.partition)
    return [
      ...named(topic, commandLine({ do: 'describeTopics', topics: [topic] })),
      ...named(selection.partition, commandLine({ do: 'listOffsets', partitions: [{ topic, partition, at: 'latest' }] })),
      ...selection.is === 'replica' ? dumping(view, selection.partition, selection.broker) : [],
    ]
  }
  if (selection?.is === 'broker') {
    const { broker } = selection, name = `broker-${broker}`
    const configs = commandLine({ do: 'describeConfigs', resources: [{ type: 'broker', name: String(broker) }] })
    return named(name, configs, commandLine({ do: 'describeLogDirs', brokers: [broker] }))
  }
  if (selection?.is === 'controller') return named('quorum', commandLine({ do: 'describeMetadataQuorum' }))
  return selection?.is === 'group' ? named(selection.group, commandLine({ do: 'describeGroups', groups: [selection.group] })) : []
}

/** The newest segment of a replica, where it lies. */
function dumping(view: ClusterView | null, partition: PartitionId, broker: number): NamedLine[] {
  const log = view?.replicas[partition]?.[broker]
  return log ? [{ label: 'cmd.dump', values: {}, line: dumpLine(broker, log.logDir, partition, log.segments.at(-1)?.baseOffset ?? 0) }] : []
}
