import type { ReplyTo } from '../../net/handler.ts'
import { OffsetDelete } from '../../protocol/apis/47-offset-delete.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request, ResponseInput } from '../../protocol/schema.ts'
import { answer } from '../answers.ts'
import type { Broker } from '../context.ts'
import { partitionOf } from '../images.ts'
import type { Group } from './group.ts'
import { shardOf, type Shard } from './groups.ts'
import { subscribedTopics } from './protocols.ts'
import { offsetTombstone } from './records.ts'
import { writeRecords } from './writes.ts'

type Ask = Request<typeof OffsetDelete>
export type OffsetDeleteAnswer = ResponseInput<typeof OffsetDelete>

/** Tombstones for the offsets named; the answer goes when they are committed (OffsetMetadataManager.deleteOffsets). */
export function deleteOffsets(broker: Broker, request: Ask, to: ReplyTo): void {
  const { groupId } = request
  const { error, shard } = shardOf(broker, groupId)
  const fault = shard ? groupFault(shard.groups.get(groupId)) : error
  if (!shard || fault !== Errors.NONE) return answer(broker, OffsetDelete, to, { errorCode: fault })
  const body = resultsOf(broker, shard, request)
  const doomed = doomedBy(shard, groupId, body)
  if (doomed.length === 0) return answer(broker, OffsetDelete, to, body)
  const records = doomed.map(({ topic, partition }) => offsetTombstone(groupId, topic, partition))
  const keys = doomed.map(({ topic, partition }) => `${topic}-${partition}`)
  writeRecords(broker, shard.partition, records, { is: 'offsetsDeleted', partition: shard.partition, group: groupId, keys, to, body })
}

/** Members that do not speak the consumer protocol may read anything (ClassicGroup.validateOffsetDelete). */
function groupFault(group: Group | undefined): number {
  if (!group || group.state === 'Dead') return Errors.GROUP_ID_NOT_FOUND
  return group.state === 'Empty' || group.protocolType === 'consumer' ? Errors.NONE : Errors.NON_EMPTY_GROUP
}

function resultsOf(broker: Broker, shard: Shard, { groupId, topics }: Ask): { errorCode: number; topics: TopicResult[] } {
  const image = broker.node.image(), group = shard.groups.get(groupId)!
  return {
    errorCode: Errors.NONE,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: !partitionOf(image, name, partitionIndex) ? Errors.UNKNOWN_TOPIC_OR_PARTITION
          : isSubscribed(group, name) ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE,
      })),
    })),
  }
}
interface TopicResult { readonly name: string; readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[] }

/** While it is not known what members subscribe to, they may read the topic. */
const isSubscribed = (group: Group, topic: string): boolean =>
  group.members.size > 0 && (subscribedTopics(group)?.has(topic) ?? true)

const doomedBy = (shard: Shard, group: string, { topics }: { readonly topics: readonly TopicResult[] }) => topics.flatMap(({ name, partitions }) =>
  partitions.filter(each => each.errorCode === Errors.NONE && shard.offsets.get(group)?.has(`${name}-${each.partitionIndex}`))
    .map(each => ({ topic: name, partition: each.partitionIndex })))
