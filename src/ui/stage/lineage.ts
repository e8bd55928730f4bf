import type { ClusterView, PartitionId } from '../../world/view.ts'

/**
 * From which offset on a replica holds what its leader does not: a follower returns to the point where both logs last
 * agreed, by leader epoch (KIP-101, KIP-279), and cuts the rest off. `null`: nothing is known to be cut.
 */
export const doomedFrom = (view: ClusterView, partition: PartitionId, broker: number): number | null => {
  const dash = partition.lastIndexOf('-')
  const leader = view.metadata.topics[partition.slice(0, dash)]?.partitions[Number(partition.slice(dash + 1))]?.leader
  const logs = view.replicas[partition]
  const [mine, theirs] = [logs?.[broker], leader === null || leader === undefined ? undefined : logs?.[leader]]
  if (!mine || !theirs || leader === broker) return null
  const other = mine.tail.find(batch => theirs.tail.some(t => t.baseOffset <= batch.lastOffset && t.lastOffset >= batch.baseOffset
    && t.epoch !== batch.epoch))
  if (other) return other.baseOffset
  const newest = mine.tail.at(-1)
  return mine.end > theirs.end && newest !== undefined && newest.epoch < theirs.epoch ? theirs.end : null
}
