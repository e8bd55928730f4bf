import { rule } from './rule.ts'

interface Known { generation: number; owners: Map<string, string> }

/** In one generation of a group each partition has one owner. */
export const oneOwner = rule<Map<string, Known>>({
  name: 'one owner per partition and generation',
  hears: ['group.assigned'],
  start: () => new Map(),
  fold(groups, told) {
    if (told.is !== 'group.assigned') return null
    let known = groups.get(told.group)
    if (!known || known.generation !== told.generation) groups.set(told.group, known = { generation: told.generation, owners: new Map() })
    for (const { member, partitions } of told.assignment) {
      for (const partition of partitions) {
        const owner = known.owners.get(partition) ?? member
        if (owner !== member) return `${told.group}: ${partition} belongs to ${owner} and to ${member} in generation ${told.generation}`
        known.owners.set(partition, member)
      }
    }
    return null
  },
})
