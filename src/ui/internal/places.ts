import type { OwnTopic } from '../../session/internal.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { partitionFacts, serverView, splitPartitionId } from '../../world/view-helpers.ts'

/** A folder to read: a partition, and whose copy of it. */
export interface Source { readonly partition: PartitionId; readonly node: number }

export const METADATA: PartitionId = '__cluster_metadata-0'

/** Nodes that keep the metadata log: all of them, controllers first. */
export const nodesOf = (view: ClusterView): number[] => Object.values(view.processes)
  .flatMap(process => serverView(process) ?? []).sort((a, b) => Number(b.roles.includes('controller')) - Number(a.roles.includes('controller')) || a.nodeId - b.nodeId)
  .map(({ nodeId }) => nodeId)

/** Which folders hold a topic: of partitions those that were ever written to, from their leaders; of metadata a node's own. */
export function sourcesOf(view: ClusterView, topic: OwnTopic, node: number | null): Source[] {
  if (topic === '__cluster_metadata') return nodesOf(view).slice(0, 1).map(first => ({ partition: METADATA, node: node ?? view.controller.active ?? first }))
  return (Object.keys(view.replicas) as PartitionId[]).filter(id => splitPartitionId(id)[0] === topic).flatMap(partition => {
    const facts = partitionFacts(view, partition), holder = facts?.leader ?? Number(Object.keys(facts?.logs ?? {})[0] ?? NaN)
    return facts && facts.end > 0 && !Number.isNaN(holder) ? [{ partition, node: holder }] : []
  }).sort((a, b) => splitPartitionId(a.partition)[1] - splitPartitionId(b.partition)[1])
}

/** A text that changes whenever one of them has grown or moved. */
export const markOf = (view: ClusterView, sources: readonly Source[]): string => sources.map(({ partition, node }) => {
  const end = partition === METADATA ? metadataEnd(view, node) : view.replicas[partition]?.[node]?.end
  return `${partition}@${node}:${end ?? 0}`
}).join(' ')

const metadataEnd = (view: ClusterView, node: number): number | undefined =>
  Object.values(view.processes).flatMap(process => serverView(process) ?? []).find(({ nodeId }) => nodeId === node)?.quorum.end
