import { NO_LEADER, type MetadataDelta, type MetadataImage } from '../../metadata/image.ts'

/** One thing a node knows. */
export interface ImageLine {
  readonly of: 'broker' | 'controller' | 'partition' | 'config' | 'feature' | 'producer ids'
  readonly name: string
  readonly facts: string
  /** The record just applied made it so. */
  readonly isChanged: boolean
}

/** An image in lines: what it holds, in Kafka's names, and which lines the last record changed or added. */
export function imageLines({ from, to }: MetadataDelta): ImageLine[] {
  const before = new Map(linesOf(from).map(line => [`${line.of} ${line.name}`, line.facts]))
  return linesOf(to).map(line => ({ ...line, isChanged: before.get(`${line.of} ${line.name}`) !== line.facts }))
}

type Plain = Omit<ImageLine, 'isChanged'>

const linesOf = (image: MetadataImage): Plain[] => [
  ...brokers(image), ...controllers(image), ...partitions(image), ...configs(image),
  ...[...image.features].map(([name, level]): Plain => ({ of: 'feature', name, facts: String(level) })),
  { of: 'producer ids', name: 'next', facts: String(image.nextProducerId) },
]

const brokers = (image: MetadataImage): Plain[] => [...image.brokers.values()].map(({ id, epoch, rack, fenced, inControlledShutdown, listeners }) => ({
  of: 'broker', name: String(id), facts: [
    fenced ? 'fenced' : 'unfenced', ...inControlledShutdown ? ['in controlled shutdown'] : [], `epoch ${epoch}`, `rack ${rack ?? '–'}`,
    ...listeners.map(({ name, host, port }) => `${name}://${host}:${port}`),
  ].join(' · '),
}))

const controllers = (image: MetadataImage): Plain[] => [...image.controllers.values()].map(({ id, listeners }) => ({
  of: 'controller', name: String(id), facts: listeners.map(({ name, host, port }) => `${name}://${host}:${port}`).join(' · '),
}))

const partitions = (image: MetadataImage): Plain[] => [...image.topics.values()].flatMap(topic => topic.partitions.map((partition, index): Plain => ({
  of: 'partition', name: `${topic.name}-${index}`, facts: [
    `leader ${partition.leader === NO_LEADER ? 'none' : partition.leader}`, `replicas ${partition.replicas.join(',')}`, `ISR ${partition.isr.join(',') || '–'}`,
    ...partition.elr.length > 0 ? [`ELR ${partition.elr.join(',')}`] : [], `leader epoch ${partition.leaderEpoch}`, `partition epoch ${partition.partitionEpoch}`,
  ].join(' · '),
})))

const configs = (image: MetadataImage): Plain[] => [...image.configs].flatMap(([resource, set]) =>
  [...set].map(([name, value]): Plain => ({ of: 'config', name: `${resource} ${name}`, facts: value })))
