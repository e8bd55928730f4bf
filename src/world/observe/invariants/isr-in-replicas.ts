import { forgetTopic, rule } from './rule.ts'

/** Replicas as the controller assigned them last, and before that. */
interface Assigned { readonly now: readonly number[]; readonly before: readonly number[] }

/**
 * The ISR and the leader are among the replicas the controller assigned. A leader that tells of its ISR may not have heard yet that
 * they were assigned anew.
 */
export const isrInReplicas = rule<Map<string, Assigned>>({
  name: 'ISR within replicas',
  hears: ['topic.created', 'partitions.added', 'replicas.changed', 'topic.deleted', 'leader.elected', 'leader.none', 'isr.shrank', 'isr.grew'],
  start: () => new Map(),
  fold(assigned, told) {
    switch (told.is) {
      case 'topic.deleted':
        forgetTopic(assigned, told.topic)
        return null
      case 'topic.created': case 'partitions.added':
        told.replicas?.forEach((replicas, index) => assigned.set(`${told.topic}-${index}`, { now: replicas, before: [] }))
        return null
      case 'replicas.changed':
        assigned.set(told.partition, { now: told.replicas, before: assigned.get(told.partition)?.now ?? [] })
        return null
      case 'leader.elected': return outside(assigned.get(told.partition), told.partition, [...told.isr, told.leader])
      case 'leader.none': return outside(assigned.get(told.partition), told.partition, told.isr)
      case 'isr.shrank': case 'isr.grew': return outside(sinceLast(assigned.get(told.partition)), told.partition, told.isr)
      default: return null
    }
  },
})

const sinceLast = (assigned: Assigned | undefined): Assigned | undefined => assigned && { ...assigned, now: [...assigned.now, ...assigned.before] }

function outside(assigned: Assigned | undefined, partition: string, nodes: readonly number[]): string | null {
  const stranger = assigned && nodes.find(node => !assigned.now.includes(node))
  return stranger === undefined ? null : `${partition}: broker ${stranger} is in sync or leads, but its replicas are ${assigned!.now.join(' ')}`
}
