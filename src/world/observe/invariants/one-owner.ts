import { coordinatorPartition } from '../../../protocol/records/java-hash.ts'
import { mayLose, rule } from './rule.ts'

interface Generation { readonly number: number; readonly owners: Map<string, string> }
interface Known { offsetsPartitions: number; readonly groups: Map<string, Generation> }

/**
 * In one generation of a group each partition has one owner, whichever coordinators served it. A group whose partition of
 * `__consumer_offsets` got a leader that may lack records is another group of that name: it counts generations from 1 again.
 */
export const oneOwner = rule<Known>({
  name: 'one owner per partition and generation',
  hears: ['group.assigned', 'leader.elected', 'topic.created'],
  start: () => ({ offsetsPartitions: 0, groups: new Map() }),
  fold(known, told) {
    switch (told.is) {
      case 'topic.created':
        if (told.topic === OFFSETS_TOPIC) known.offsetsPartitions = told.partitions
        return null
      case 'leader.elected':
        if (mayLose(told.from) && told.partition.startsWith(`${OFFSETS_TOPIC}-`)) forgetGroups(known, Number(told.partition.slice(OFFSETS_TOPIC.length + 1)))
        return null
      case 'group.assigned': return assigned(generationOf(known, told.group, told.generation), told)
      default: return null
    }
  },
})

const OFFSETS_TOPIC = '__consumer_offsets'

function forgetGroups({ offsetsPartitions, groups }: Known, partition: number): void {
  for (const group of [...groups.keys()]) if (coordinatorPartition(group, offsetsPartitions) === partition) groups.delete(group)
}

function generationOf({ groups }: Known, group: string, number: number): Generation {
  let known = groups.get(group)
  if (known?.number !== number) groups.set(group, known = { number, owners: new Map() })
  return known
}

interface Assigned { group: string; assignment: { member: string; partitions: string[] }[] }

function assigned({ number, owners }: Generation, { group, assignment }: Assigned): string | null {
  for (const { member, partitions } of assignment) {
    for (const partition of partitions) {
      const owner = owners.get(partition) ?? member
      if (owner !== member) return `${group}: ${partition} belongs to ${owner} and to ${member} in generation ${number}`
      owners.set(partition, member)
    }
  }
  return null
}
