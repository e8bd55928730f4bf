import type { DeletedOffset } from '../../client/admin/delete-group-offsets.ts'
import { byTopicThenPartition } from '../../client/topic-partition.ts'
import { Errors } from '../../protocol/errors.ts'
import { errorText } from '../../client/error-text.ts'
import { outcomeText } from '../exception.ts'
import { tableLines } from '../text/table.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { printError } from './shared.ts'
import type { GroupOptions } from './options.ts'
import { namedPartitions, partitionsOf } from './topic-partitions.ts'

const COLUMNS = [{ head: 'TOPIC', width: 15 }, { head: 'PARTITION', width: 10 }, { head: 'STATUS', width: 15 }]
/** Errors of the group as a whole, which every partition shares. */
const OF_THE_GROUP: readonly unknown[] = ['GROUP_ID_NOT_FOUND', 'INVALID_GROUP_ID', 'GROUP_AUTHORIZATION_FAILED', 'NON_EMPTY_GROUP']

/** `--delete-offsets`: a line for each partition, under what can be said of all. */
export function* deleteOffsets(shell: Shell, { options }: GroupOptions): Telling<void> {
  const group = options.one('group')!, named = options.all('topic').map(namedPartitions)
  const known = yield* ask({ do: 'describeTopics', topics: named.map(({ topic }) => topic) })
  const partitions = named.flatMap(each => partitionsOf(each, known))
  const there = partitions.filter(({ partition }) => partition >= 0)
  const answers = there.length === 0 ? [] : yield* ask({ do: 'deleteConsumerGroupOffsets', group, partitions: there })
  printSummary(shell, group, answers)
  shell.out()
  const missing = partitions.filter(({ partition }) => partition < 0).map(missingTopic)
  const rows = [...answers, ...missing].sort(byTopicThenPartition).map(each => [each.topic, each.partition < 0 ? '-' : String(each.partition), statusOf(each)])
  for (const line of tableLines(COLUMNS, rows)) shell.out(line)
}

const missingTopic = ({ topic, partition }: { topic: string; partition: number }): DeletedOffset =>
  ({ topic, partition, error: 'UNKNOWN_TOPIC_OR_PARTITION', message: errorText(Errors.UNKNOWN_TOPIC_OR_PARTITION) })

const statusOf = (each: DeletedOffset): string => each.error === null ? 'Successful' : `Error: ${outcomeText(each)}`

function printSummary(shell: Shell, group: string, answers: readonly DeletedOffset[]): void {
  const failed = answers.find(({ error }) => error !== null)
  if (!failed) shell.out(`Request succeeded for deleting offsets from group ${group}.`)
  else printError(shell, OF_THE_GROUP.includes(failed.error) ? failed.message! : 'Encountered some partition-level error, see the follow-up details.')
}
