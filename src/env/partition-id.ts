import type { PartitionId } from './domain-event.ts'

/** Names and numbers beyond these come from strangers, and are not worth remembering. */
const MAX_TOPICS = 4_096, MAX_PARTITIONS = 4_096
const known = new Map<string, PartitionId[]>()

/** `orders-4`. Mostly one and the same string, whose hash Maps need not reckon again. */
export function partitionId(topic: string, index: number): PartitionId {
  if (!(index >= 0 && index < MAX_PARTITIONS)) return `${topic}-${index}`
  let ids = known.get(topic)
  if (!ids) {
    if (known.size >= MAX_TOPICS) known.clear()
    known.set(topic, ids = [])
  }
  return ids[index] ??= `${topic}-${index}`
}
