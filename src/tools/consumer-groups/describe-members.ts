import type { DescribedGroup } from '../../client/admin/describe-groups.ts'
import { compareText, groupByTopic, parsePartitionId } from '../../client/topic-partition.ts'
import { atLeastAsWide, tableLines, type Column } from '../text/table.ts'

type Member = DescribedGroup['members'][number]

/** `--describe --members`. Epochs and targets are those of KIP-848, which classic groups do not have. */
export function membersTable({ group, members }: DescribedGroup, verbose: boolean): string[] {
  const anyStatic = members.some(({ instanceId }) => instanceId !== null)
  const assignments = members.map(assignmentText)
  const columns: Column[] = [
    atLeastAsWide('GROUP', 15, [group]), atLeastAsWide('CONSUMER-ID', 15, members.map(({ id }) => id)),
    ...anyStatic ? [atLeastAsWide('GROUP-INSTANCE-ID', 17, members.map(instanceText))] : [],
    atLeastAsWide('HOST', 15, members.map(({ host }) => host)), atLeastAsWide('CLIENT-ID', 15, members.map(({ clientId }) => clientId)),
    { head: '#PARTITIONS', width: 15 },
    ...verbose ? [
      { head: 'CURRENT-EPOCH', width: 15 }, atLeastAsWide('CURRENT-ASSIGNMENT', 20, assignments),
      { head: 'TARGET-EPOCH', width: 15 }, { head: 'TARGET-ASSIGNMENT', width: 20 },
    ] : [],
  ]
  const rows = members.map((member, i) => [
    group, member.id, ...anyStatic ? [instanceText(member)] : [], member.host, member.clientId, String(member.partitions.length),
    ...verbose ? ['-', assignments[i]!, '-', '-'] : [],
  ])
  return tableLines(columns, rows).map(line => verbose ? line : `${line} `)
}

const instanceText = ({ instanceId }: Member): string => instanceId ?? '-'

/** `orders:0,1;payments:2`; `-` of nothing. */
function assignmentText({ partitions }: Member): string {
  if (partitions.length === 0) return '-'
  return groupByTopic(partitions.map(parsePartitionId)).sort(([a], [b]) => compareText(a, b))
    .map(([topic, each]) => `${topic}:${each.map(({ partition }) => partition).sort((a, b) => a - b).join(',')}`).join(';')
}
