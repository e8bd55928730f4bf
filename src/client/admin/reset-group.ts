import type { PartitionId } from '../../env/domain-event.ts'
import type { Millis } from '../../env/units.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { DescribeGroups } from '../../protocol/apis/15-describe-groups.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import type { Api } from '../../protocol/schema.ts'
import { errorText } from '../error-text.ts'
import type { Cluster } from '../network/cluster.ts'
import { idOf, type TopicPartition } from '../topic-partition.ts'
import { BY_NAME as COMMIT_BY_NAME, adminCommit, readCommits } from './alter-group-offsets.ts'
import { askGroup, describedGroup } from './describe-groups.ts'
import { BY_NAME, offsetFetchRequest, readGroupOffsets } from './list-group-offsets.ts'
import { askLeaders, takeOffsets, type ListedOffset, type OffsetSpec } from './list-offsets.ts'
import { Refusal, ask, responseTo, type Ask, type Operation } from './operation.ts'
import { ensureInactive, planReset, timeOf, type PartitionFacts, type ResetPlan, type ResetScenario } from './reset-offsets.ts'

export interface ResetOffsetsCommand {
  readonly do: 'resetOffsets'
  readonly group: string
  readonly scenario: ResetScenario
  /** Topics, or partitions of them; left out: all the group has committed. A plan from a file names its own. */
  readonly topics?: readonly { readonly topic: string; readonly partitions?: readonly number[] }[]
  /** Otherwise nothing is changed: a dry run. */
  readonly execute: boolean
}
export interface ResetAnswer extends ResetPlan {
  readonly group: string
  readonly executed: boolean
  /** Where each partition stood; null: nowhere. */
  readonly before: readonly (TopicPartition & { readonly committed: number | null; readonly earliest: number; readonly latest: number })[]
}

type Which = 'earliest' | 'latest' | 'time'
type Found = Map<PartitionId, ListedOffset>
interface State {
  readonly command: ResetOffsetsCommand
  readonly time: Millis | null
  described: boolean
  committed: Map<PartitionId, TopicPartition & { offset: number }> | null
  partitions: readonly TopicPartition[] | null
  readonly offsets: Readonly<Record<Which, Found>>
  plan: ResetPlan | null
  executed: boolean
}

/**
 * What `kafka-consumer-groups.sh --reset-offsets` does, request by request: is the group inactive, what has it committed, where
 * do its partitions begin and end; then the plan, and with `execute` the commit.
 */
export const resetOffsets: Operation<ResetOffsetsCommand, State, ResetAnswer> = {
  apis: [DescribeGroups as Api, OffsetFetch as Api, ListOffsets as Api, OffsetCommit as Api],
  begin: (command, wall) => ({
    command, time: timeOf(command.scenario, wall), described: false, committed: null, partitions: null,
    offsets: { earliest: new Map(), latest: new Map(), time: new Map() }, plan: null, executed: false,
  }),
  topics: ({ command, committed }) => [...new Set([
    ...command.topics?.map(each => each.topic) ?? [], ...[...committed?.values() ?? []].map(tp => tp.topic),
    ...command.scenario.to === 'file' ? command.scenario.rows.map(row => row.topic) : [],
  ])],
  plan(state, cluster) {
    const { group } = state.command
    if (!state.described) return [askGroup(group)]
    if (!state.committed) return [ask({ to: 'coordinator', group }, OffsetFetch, offsetFetchRequest(group, null), null, BY_NAME)]
    state.partitions ??= partitionsToReset(state, cluster)
    const offsets = askOffsets(state, state.partitions, cluster)
    if (offsets.length > 0) return offsets
    state.plan ??= planReset(state.command.scenario, state.partitions.map(tp => factsOf(state, tp)))
    if (!state.command.execute || state.executed || state.plan.rows.length === 0) return []
    return [ask({ to: 'coordinator', group }, OffsetCommit, adminCommit(group, state.plan.rows), null, COMMIT_BY_NAME)]
  },
  take(state, asked, response) {
    const group = responseTo(DescribeGroups, asked, response)
    if (group) return takeGroup(state, group.groups[0]!)
    const committed = responseTo(OffsetFetch, asked, response)
    if (committed) return takeCommitted(state, readGroupOffsets(committed, state.command.group))
    const offsets = responseTo(ListOffsets, asked, response)
    if (offsets) return takeOffsets(state.offsets[asked.about as Which], offsets)
    return takeCommits(state, readCommits(responseTo(OffsetCommit, asked, response)!))
  },
  result: ({ command, plan, partitions, executed, offsets, committed }) => ({
    group: command.group, executed, ...plan!,
    before: partitions!.map(tp => ({
      ...tp, committed: committed!.get(idOf(tp))?.offset ?? null,
      earliest: offsets.earliest.get(idOf(tp))!.offset, latest: offsets.latest.get(idOf(tp))!.offset,
    })),
  }),
}

function takeGroup(state: State, answer: Parameters<typeof describedGroup>[0]): number | void {
  if (isRetriable(answer.errorCode)) return answer.errorCode
  const { error, message, state: groupState } = describedGroup(answer)
  if (error !== null && error !== 'GROUP_ID_NOT_FOUND') throw new Refusal(message!)
  ensureInactive(state.command.group, error === null ? groupState : 'Dead')
  state.described = true
}

function takeCommitted(state: State, answer: ReturnType<typeof readGroupOffsets>): number | void {
  if (typeof answer === 'number') return answer
  if (answer.error !== null && answer.error !== 'GROUP_ID_NOT_FOUND') throw new Refusal(answer.message!)
  state.committed = new Map(answer.offsets.map(({ topic, partition, offset }) => [idOf({ topic, partition }), { topic, partition, offset }]))
}

function takeCommits(state: State, answer: ReturnType<typeof readCommits>): number | void {
  if (typeof answer === 'number') return answer
  const refused = answer.find(each => each.error !== null)
  if (refused) throw new Refusal(refused.message!)
  state.executed = true
}

function partitionsToReset({ command, committed }: State, cluster: Cluster): readonly TopicPartition[] {
  if (command.scenario.to === 'file') return command.scenario.rows.map(({ topic, partition }) => ({ topic, partition }))
  if (!command.topics) return [...committed!.values()].map(({ topic, partition }) => ({ topic, partition }))
  return command.topics.flatMap(({ topic, partitions }) => {
    const known = cluster.topics.get(topic)?.partitions.map(each => each.partition)
    if (!known) throw new Refusal(errorText(cluster.errors.get(topic) ?? Errors.UNKNOWN_TOPIC_OR_PARTITION))
    const missing = partitions?.filter(partition => !known.includes(partition)) ?? []
    if (missing.length > 0) throw new Refusal(`The partitions "${missing.map(partition => `${topic}-${partition}`).join(',')}" do not exist`)
    return (partitions ?? known).map(partition => ({ topic, partition }))
  })
}

function askOffsets({ time, offsets }: State, partitions: readonly TopicPartition[], cluster: Cluster): Ask[] {
  const lookups: [Which, OffsetSpec][] = [['earliest', 'earliest'], ['latest', 'latest'], ...time === null ? [] : [['time', time] as [Which, OffsetSpec]]]
  return lookups.flatMap(([which, at]) => {
    const left = partitions.filter(tp => !offsets[which].has(idOf(tp))).map(tp => ({ ...tp, at }))
    return left.length === 0 ? [] : askLeaders(left, cluster, false, which)
  })
}

function factsOf({ offsets, committed }: State, tp: TopicPartition): PartitionFacts {
  const found = (which: Which): number => {
    const { offset, error, message } = offsets[which].get(idOf(tp))!
    if (error !== null) throw new Refusal(message!)
    return offset
  }
  return {
    ...tp, earliest: found('earliest'), latest: found('latest'),
    committed: committed!.get(idOf(tp))?.offset ?? null, atTime: offsets.time.has(idOf(tp)) ? found('time') : null,
  }
}
