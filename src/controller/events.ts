import type { DomainEvent, PartitionId } from '../env/domain-event.ts'
import { NO_LEADER, type MetadataDelta, type PartitionRegistration } from '../metadata/image.ts'

/*
 * What the active controller tells the world as records are committed, read from the images before and after. What a leader
 * asked for itself (AlterPartition) the leader tells.
 */

export function eventsOf(delta: MetadataDelta, askedBy: 'leader' | 'controller'): DomainEvent[] {
  return [...brokerEvents(delta), ...topicEvents(delta), ...partitionEvents(delta, askedBy), ...configEvents(delta)]
}

function brokerEvents({ from, to, brokers }: MetadataDelta): DomainEvent[] {
  return [...brokers].flatMap((broker): DomainEvent[] => {
    const before = from.brokers.get(broker), after = to.brokers.get(broker)
    if (!after) return []
    if (after.epoch !== before?.epoch) return [{ is: 'broker.registered', broker, epoch: after.epoch }]
    if (after.fenced !== before.fenced) return [after.fenced ? { is: 'broker.fenced', broker } : { is: 'broker.unfenced', broker }]
    return after.inControlledShutdown && !before.inControlledShutdown ? [{ is: 'broker.stopping', broker }] : []
  })
}

function topicEvents({ from, to, topics, deletedTopics }: MetadataDelta): DomainEvent[] {
  const deleted = deletedTopics.map((topic): DomainEvent => ({ is: 'topic.deleted', topic: topic.name }))
  const others = [...topics].flatMap((name): DomainEvent[] => {
    const before = from.topics.get(name), after = to.topics.get(name)!
    const partitions = after.partitions.length, replicas = after.partitions.map(partition => [...partition.replicas])
    const replicationFactor = after.partitions[0]?.replicas.length ?? 0
    if (before?.id !== after.id) return [{ is: 'topic.created', topic: name, topicId: after.id, partitions, replicationFactor, replicas }]
    return partitions > before.partitions.length ? [{ is: 'partitions.added', topic: name, partitions, replicas }] : []
  })
  return [...deleted, ...others]
}

type AskedBy = 'leader' | 'controller'
function partitionEvents({ from, to, topics }: MetadataDelta, askedBy: AskedBy): DomainEvent[] {
  return [...topics].flatMap(name => {
    const earlier = from.topics.get(name), topic = to.topics.get(name)!
    const before = earlier?.id === topic.id ? earlier.partitions : []
    return topic.partitions.flatMap((after, index) =>
      after === before[index] ? [] : partitionChanged(`${name}-${index}`, before[index], after, askedBy))
  })
}

type Before = PartitionRegistration | undefined
function partitionChanged(partition: PartitionId, before: Before, after: PartitionRegistration, askedBy: AskedBy): DomainEvent[] {
  return [...replicaEvents(partition, before, after), ...leaderEvents(partition, before, after), ...(before && askedBy === 'controller' ? isrEvents(partition, before, after) : [])]
}

function replicaEvents(partition: PartitionId, before: Before, after: PartitionRegistration): DomainEvent[] {
  if (!before || assigned(before) === assigned(after)) return []
  const { replicas, addingReplicas, removingReplicas } = after
  return [{ is: 'replicas.changed', partition, replicas: [...replicas], adding: [...addingReplicas], removing: [...removingReplicas] }]
}

const assigned = ({ replicas, addingReplicas, removingReplicas }: PartitionRegistration): string =>
  [replicas, addingReplicas, removingReplicas].map(each => each.join()).join(' ')

function leaderEvents(partition: PartitionId, before: Before, after: PartitionRegistration): DomainEvent[] {
  if (before && before.leaderEpoch === after.leaderEpoch) return []
  const { leader, leaderEpoch: epoch } = after
  const isr = [...after.isr]
  if (leader === NO_LEADER) return [{ is: 'leader.none', partition, epoch, isr, elr: [...after.elr] }]
  return leader === before?.leader ? [] : [{ is: 'leader.elected', partition, leader, epoch, isr, from: electedFrom(before, after) }]
}

/** What made the new leader eligible. A preferred election leaves the old leader where it was, in the ISR. */
type ElectedFrom = Extract<DomainEvent, { is: 'leader.elected' }>['from']
function electedFrom(before: Before, { leader, replicas, isr }: PartitionRegistration): ElectedFrom {
  if (!before) return 'new'
  if (before.isr.includes(leader)) return leader === replicas[0] && isr.includes(before.leader) ? 'preferred' : 'isr'
  if (before.elr.includes(leader)) return 'elr'
  return before.lastKnownElr[0] === leader ? 'last-known' : 'unclean'
}

function isrEvents(partition: PartitionId, before: PartitionRegistration, after: PartitionRegistration): DomainEvent[] {
  const out = before.isr.filter(replica => !after.isr.includes(replica))
  const entered = after.isr.filter(replica => !before.isr.includes(replica))
  const isr = [...after.isr]
  return [
    ...(out.length > 0 ? [{ is: 'isr.shrank', partition, isr, out, by: 'controller' } as const] : []),
    ...(entered.length > 0 ? [{ is: 'isr.grew', partition, isr, in: entered } as const] : []),
  ]
}

function configEvents({ from, to, configs }: MetadataDelta): DomainEvent[] {
  return [...configs].flatMap(resource => {
    const before = from.configs.get(resource), after = to.configs.get(resource)
    const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])
    return [...names].filter(name => before?.get(name) !== after?.get(name))
      .map((name): DomainEvent => ({ is: 'config.changed', resource, name, value: after?.get(name) ?? null }))
  })
}
