import { forgetTopic, rule } from './rule.ts'

/** The ISR and the leader are among the replicas the controller assigned. */
export const isrInReplicas = rule<Map<string, readonly number[]>>({
  name: 'ISR within replicas',
  hears: ['topic.created', 'partitions.added', 'topic.deleted', 'leader.elected', 'leader.none', 'isr.shrank', 'isr.grew'],
  start: () => new Map(),
  fold(assigned, told) {
    switch (told.is) {
      case 'topic.deleted':
        forgetTopic(assigned, told.topic)
        return null
      case 'topic.created': case 'partitions.added':
        told.replicas?.forEach((replicas, index) => assigned.set(`${told.topic}-${index}`, replicas))
        return null
      case 'leader.elected': return outside(assigned, told.partition, [...told.isr, told.leader])
      case 'leader.none': case 'isr.shrank': case 'isr.grew': return outside(assigned, told.partition, told.isr)
      default: return null
    }
  },
})

function outside(assigned: Map<string, readonly number[]>, partition: string, nodes: readonly number[]): string | null {
  const replicas = assigned.get(partition)
  const stranger = replicas && nodes.find(node => !replicas.includes(node))
  return stranger === undefined ? null : `${partition}: broker ${stranger} is in sync or leads, but its replicas are ${replicas!.join(' ')}`
}
