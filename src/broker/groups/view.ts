import type { PartitionId } from '../../env/domain-event.ts'
import type { GroupView } from '../../env/view.ts'
import { allMembers, type Group } from './group.ts'
import type { Shard } from './groups.ts'
import { assignedTo } from './protocols.ts'

export function groupView(shard: Shard, group: Group): GroupView {
  return {
    group: group.id, state: group.state, generation: group.generation, protocol: group.protocolName, leader: group.leader,
    members: allMembers(group).map(member => ({
      id: member.id, clientId: member.clientId, host: member.host, instanceId: member.instanceId,
      partitions: assignedTo(member).flatMap(({ topic, partitions }) => partitions.map((index): PartitionId => `${topic}-${index}`)),
    })),
    committed: Object.fromEntries([...shard.offsets.get(group.id)?.values() ?? []].map(each => [`${each.topic}-${each.partition}`, each.offset])),
  }
}
