import { partitionFacts, partitionIds } from '../../world/view-helpers.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import type { Plan } from './plan.ts'

/** What a healed cluster still lacks; none: every partition is led and replicated, the group is stable, the producers have ended. */
export function unsettled(view: ClusterView, { consumers }: Plan, group: string): string[] {
  const wrong = partitionIds(view).map(id => partitionLacks(view, id)).filter(each => each !== null)
  for (const { name, program, state } of Object.values(view.processes)) {
    if (program === 'producer' && state !== 'down') wrong.push(`${name} has not ended`)
  }
  if (consumers > 0) wrong.push(...groupLacks(view, group, consumers))
  return wrong
}

function partitionLacks(view: ClusterView, id: PartitionId): string | null {
  const { leader, replicas, isr, end, logs } = partitionFacts(view, id)!
  if (leader === null) return `${id} has no leader`
  if (isr.length < replicas.length) return `${id} has replicas ${replicas.join(',')} and ISR ${isr.join(',')}`
  const behind = replicas.filter(broker => logs[broker]?.end !== end || logs[broker].hw !== end)
  return behind.length === 0 ? null : `${id} ends at ${end}, ${behind.map(broker => `broker ${broker} is at ${logs[broker]?.end}, hw ${logs[broker]?.hw}`).join(', ')}`
}

function groupLacks(view: ClusterView, group: string, consumers: number): string[] {
  const { state = 'nowhere', members = [] } = view.groups[group] ?? {}
  return state === 'Stable' && members.length === consumers ? [] : [`group ${group} is ${state} with ${members.length} members`]
}

/** Partitions that a group which began at the beginning did not read to their end without a gap. */
export function unread(view: ClusterView, group: string): string[] {
  return partitionIds(view).flatMap(id => {
    const end = partitionFacts(view, id)!.hw
    const ranges = view.ledger.delivered[group]?.[id] ?? []
    const isWhole = end === 0 || (ranges.length === 1 && ranges[0]!.from === 0 && ranges[0]!.to === end - 1)
    return isWhole ? [] : [`${id} ends at ${end}; read: ${ranges.map(({ from, to }) => `${from}–${to}`).join(', ') || 'nothing'}`]
  })
}
