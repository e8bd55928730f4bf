import type { RequestContext } from '../../net/handler.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import { answer } from '../answers.ts'
import { tell, type Broker } from '../context.ts'
import { partitionOf } from '../images.ts'
import type { AfterWrite } from './after-write.ts'
import type { Group } from './group.ts'
import { logGroups, shardOf, type CommittedOffset, type Shard } from './groups.ts'
import { addGroup } from './join.ts'
import { memberFault, restartSession } from './members.ts'
import { offsetRecord } from './records.ts'
import { writeRecords } from './writes.ts'

export type CommitRequest = Request<typeof OffsetCommit>
/** The answer as it will be when the offsets are stored: what was refused already says so. */
export interface CommitAnswer { readonly topics: readonly CommittedTopic[] }
interface CommittedTopic { readonly name: string; readonly topicId: string; readonly partitions: { partitionIndex: number; errorCode: number }[] }

/** Every partition that was to be stored, with the error instead. */
export const commitRefusal = (body: CommitAnswer, error: number): CommitAnswer => ({
  topics: body.topics.map(
    topic => ({ ...topic, partitions: topic.partitions.map(each => each.errorCode === Errors.NONE ? { ...each, errorCode: error } : each) }),
  ),
})

/** v9: GROUP_ID_NOT_FOUND for a group that is not there; before, it looked like a stale generation (KIP-848). */
const GROUP_ID_NOT_FOUND_SINCE = 9

/** OffsetMetadataManager.commitOffset: checked now, in force and answered when it is committed. */
export function commitOffset(broker: Broker, request: CommitRequest, context: RequestContext): void {
  const body = checkPartitions(broker, request, context.version)
  const offsets = offsetsOf(broker, request, body)
  const refuse = (error: number) => answer(broker, OffsetCommit, context.replyTo, commitRefusal(body, error))
  if (offsets.length === 0 && body.topics.length > 0 && !anyAccepted(body)) return answer(broker, OffsetCommit, context.replyTo, body)
  const { error, shard } = shardOf(broker, request.groupId)
  if (!shard) return refuse(error)
  if (![request.retentionTimeMs, expiryOf(broker, request)].every(Number.isSafeInteger)) return refuse(Errors.INVALID_REQUEST)
  const found = groupFor(broker, shard, request, context.version)
  if (found.error !== Errors.NONE) return refuse(found.error)
  if (offsets.length === 0) return answer(broker, OffsetCommit, context.replyTo, body)
  writeRecords(broker, shard.partition, offsets.map(each => offsetRecord(request.groupId, each)), {
    is: 'committed', partition: shard.partition, group: request.groupId, offsets, by: request.memberId === '' ? 'admin' : 'member',
    to: context.replyTo, body,
  })
}

const anyAccepted = (body: CommitAnswer): boolean => body.topics.some(topic => topic.partitions.some(each => each.errorCode === Errors.NONE))

function checkPartitions(broker: Broker, request: CommitRequest, version: number): CommitAnswer {
  const { topicNames } = broker.node.image()
  return {
    topics: request.topics.map(topic => {
      const name = version >= 10 ? topicNames.get(topic.topicId) : topic.name
      return {
        name: name ?? topic.name, topicId: topic.topicId,
        partitions: topic.partitions.map(each => ({ partitionIndex: each.partitionIndex, errorCode: partitionFault(broker, name, each) })),
      }
    }),
  }
}

interface Asked { readonly partitionIndex: number; readonly committedOffset: number; readonly committedMetadata: string | null }

function partitionFault(broker: Broker, topic: string | undefined, asked: Asked): number {
  if (topic === undefined) return Errors.UNKNOWN_TOPIC_ID
  if (!partitionOf(broker.node.image(), topic, asked.partitionIndex)) return Errors.UNKNOWN_TOPIC_OR_PARTITION
  if (!Number.isSafeInteger(asked.committedOffset)) return Errors.OFFSET_OUT_OF_RANGE
  const most = broker.node.configs.broker().number('offset.metadata.max.bytes')
  return (asked.committedMetadata ?? '').length > most ? Errors.OFFSET_METADATA_TOO_LARGE : Errors.NONE
}

function offsetsOf(broker: Broker, request: CommitRequest, body: CommitAnswer): CommittedOffset[] {
  const now = broker.node.env.wall(), { topics } = broker.node.image()
  return request.topics.flatMap((topic, i) => topic.partitions.flatMap((each, j): CommittedOffset[] => {
    const { name, partitions } = body.topics[i]!
    if (partitions[j]!.errorCode !== Errors.NONE) return []
    return [{
      topic: name, topicId: topics.get(name)!.id, partition: each.partitionIndex, offset: each.committedOffset,
      leaderEpoch: each.committedLeaderEpoch, metadata: each.committedMetadata ?? '',
      commitTimestamp: now, expireTimestamp: expiryOf(broker, request),
    }]
  }))
}

/** v2–4 bring a retention of their own; -1: the group's holds. */
const expiryOf = (broker: Broker, { retentionTimeMs }: CommitRequest): number =>
  retentionTimeMs === -1 ? -1 : broker.node.env.wall() + retentionTimeMs

/** Whoever is no member may commit only to a group that has none; such a group comes to be with its first commit. */
function groupFor(broker: Broker, shard: Shard, request: CommitRequest, version: number): { error: number } {
  const known = shard.groups.get(request.groupId)
  if (!known) {
    if (request.generationIdOrMemberEpoch >= 0) return { error: unknownGroup(version) }
    logGroups(
      broker, shard.partition, `[GroupId ${request.groupId}] Creating a simple consumer group via manual offset commit.`, 'INFO',
      'OffsetMetadataManager',
    )
    addGroup(broker, shard, request.groupId)
    return { error: Errors.NONE }
  }
  const error = commitFault(broker, known, request)
  if (error === Errors.NONE) keepAlive(broker, known, request.memberId)
  return { error }
}

const unknownGroup = (version: number): number => version >= GROUP_ID_NOT_FOUND_SINCE ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION

/** ClassicGroup.validateOffsetCommit */
function commitFault(broker: Broker, group: Group, request: CommitRequest): number {
  const { memberId, groupInstanceId, generationIdOrMemberEpoch: generation } = request
  if (generation < 0 && group.state === 'Empty') return Errors.NONE
  if (generation < 0 && memberId === '' && groupInstanceId === null) return Errors.UNKNOWN_MEMBER_ID
  const fault = memberFault(broker, group, memberId, groupInstanceId, 'offset-commit')
  if (fault !== Errors.NONE) return fault
  if (generation !== group.generation) return Errors.ILLEGAL_GENERATION
  return group.state === 'CompletingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE
}

/** A commit counts as a heartbeat. */
function keepAlive(broker: Broker, group: Group, memberId: string): void {
  const member = group.members.get(memberId)
  if (member && (group.state === 'Stable' || group.state === 'PreparingRebalance')) restartSession(broker, group, member)
}

/** The offsets are committed in both senses of the word. */
export function commitOffsets(broker: Broker, then: AfterWrite & { is: 'committed' }): void {
  const shard = broker.groups.shards.get(then.partition)
  if (!shard) return
  for (const each of then.offsets) {
    storeOffset(shard, then.group, each)
    tell(broker, { is: 'group.committed', group: then.group, partition: `${each.topic}-${each.partition}`, offset: each.offset, by: then.by })
  }
}

export function storeOffset(shard: Shard, group: string, commit: CommittedOffset): void {
  const offsets = shard.offsets.get(group) ?? new Map<string, CommittedOffset>()
  shard.offsets.set(group, offsets)
  offsets.set(`${commit.topic}-${commit.partition}`, commit)
  const known = shard.groups.get(group)
  if (known) known.view = null
}
