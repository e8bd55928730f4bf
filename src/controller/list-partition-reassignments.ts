import type { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { TopicImage } from '../metadata/image.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { isReassigning } from './reassignment.ts'

/* ListPartitionReassignments (46): partitions on the move, all or those named; others are left out without a word (KIP-455). */

type Asking = Request<typeof ListPartitionReassignments>
type Answer = ResponseInput<typeof ListPartitionReassignments>

export function listPartitionReassignments({ image }: Knowledge, request: Asking): Decision<Answer> {
  const asked = request.topics?.flatMap(({ name, partitionIndexes }) => {
    const topic = image.topics.get(name)
    return topic ? [ongoing(topic, partitionIndexes)] : []
  }) ?? [...image.topics.values()].map(topic => ongoing(topic, topic.partitions.map((_, index) => index)))
  return { records: [], response: { errorMessage: null, topics: asked.filter(({ partitions }) => partitions.length > 0) } }
}

const ongoing = ({ name, partitions }: TopicImage, indexes: readonly number[]) => ({
  name,
  partitions: indexes.filter(index => partitions[index] && isReassigning(partitions[index])).map(partitionIndex => {
    const { replicas, addingReplicas, removingReplicas } = partitions[partitionIndex]!
    return { partitionIndex, replicas, addingReplicas, removingReplicas }
  }),
})
