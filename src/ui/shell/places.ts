import type { ClusterView, PartitionId } from '../../world/view.ts'
import type { Selection } from '../desk.ts'

/** What can be searched for by name. */
export const placesOf = (view: ClusterView | null): { text: string; selection: Selection }[] => {
  if (!view) return []
  const brokers = Object.keys(view.metadata.brokers).map(id => ({ text: `broker ${id}`, selection: { is: 'broker', broker: Number(id) } as const }))
  const groups = Object.keys(view.groups).map(group => ({ text: group, selection: { is: 'group', group } as const }))
  const partitions = Object.entries(view.metadata.topics).filter(([, topic]) => !topic.internal)
    .flatMap(([name, topic]) => topic.partitions.map((_, i) => ({
      text: `${name}-${i}`, selection: { is: 'partition', partition: `${name}-${i}` as PartitionId } as const,
    })))
  const clients = Object.values(view.processes).filter(({ view: of }) => of !== null && ['producer', 'consumer', 'script'].includes(of.kind))
    .map(({ name }) => ({ text: name, selection: { is: 'process', process: name } as const }))
  return [...brokers, ...groups, ...partitions, ...clients]
}
