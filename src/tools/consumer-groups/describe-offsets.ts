import type { DescribedGroup } from '../../client/admin/describe-groups.ts'
import type { CommittedOffset } from '../../client/admin/list-group-offsets.ts'
import { byTopicThenPartition, idOf, parsePartitionId, type TopicPartition } from '../../client/topic-partition.ts'
import { atLeastAsWide, tableLines, type Column } from '../text/table.ts'
import { ask, type Telling } from '../tool.ts'

interface Row extends TopicPartition {
  readonly committed: CommittedOffset | undefined
  readonly end: number | null
  readonly consumer: string
  readonly host: string
  readonly client: string
}

/** `--describe`: committed and log end offsets of all partitions the group has, or once had, to do with. */
export function* offsetsTable(group: DescribedGroup, verbose: boolean): Telling<string[]> {
  const { offsets } = yield* ask({ do: 'listGroupOffsets', group: group.group })
  const partitions = concerned(group, offsets)
  const ends = yield* endsOf(partitions)
  const rows = partitions.map((tp): Row => {
    const member = group.members.find(each => each.partitions.includes(idOf(tp)))
    return {
      ...tp, committed: offsets.find(each => idOf(each) === idOf(tp)), end: ends.get(idOf(tp)) ?? null,
      consumer: member?.id ?? '-', host: member?.host ?? '-', client: member?.clientId ?? '-',
    }
  })
  return tableLines(columnsOf(group.group, rows, verbose), rows.map(row => cellsOf(group.group, row, verbose)))
}

function concerned({ members }: DescribedGroup, offsets: readonly CommittedOffset[]): TopicPartition[] {
  const all = [...members.flatMap(({ partitions }) => partitions.map(parsePartitionId)), ...offsets.map(({ topic, partition }) => ({ topic, partition }))]
  return [...new Map(all.map(tp => [idOf(tp), tp])).values()].sort(byTopicThenPartition)
}

function* endsOf(partitions: readonly TopicPartition[]): Telling<Map<string, number>> {
  if (partitions.length === 0) return new Map()
  const listed = yield* ask({ do: 'listOffsets', partitions: partitions.map(tp => ({ ...tp, at: 'latest' as const })) })
  return new Map(listed.filter(({ error }) => error === null).map(each => [idOf(each), each.offset]))
}

function columnsOf(group: string, rows: readonly Row[], verbose: boolean): Column[] {
  return [
    atLeastAsWide('GROUP', 15, [group]), atLeastAsWide('TOPIC', 15, rows.map(({ topic }) => topic)), { head: 'PARTITION', width: 10 },
    ...verbose ? [{ head: 'LEADER-EPOCH', width: 15 }] : [],
    { head: 'CURRENT-OFFSET', width: 15 }, { head: 'LOG-END-OFFSET', width: 15 }, { head: 'LAG', width: 15 },
    atLeastAsWide('CONSUMER-ID', 15, rows.map(({ consumer }) => consumer)), atLeastAsWide('HOST', 15, rows.map(({ host }) => host)), { head: 'CLIENT-ID', width: 0 },
  ]
}

const orDash = (value: number | null | undefined): string => value === null || value === undefined || value < 0 ? '-' : String(value)

function cellsOf(group: string, { topic, partition, committed, end, consumer, host, client }: Row, verbose: boolean): string[] {
  const lag = committed && end !== null ? end - committed.offset : null
  return [
    group, topic, String(partition), ...verbose ? [orDash(committed?.leaderEpoch)] : [],
    orDash(committed?.offset), orDash(end), lag === null ? '-' : String(lag), consumer, host, client,
  ]
}
