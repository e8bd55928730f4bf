import { handler } from '../../net/handler.ts'
import { ListGroups } from '../../protocol/apis/16-list-groups.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import type { Group } from '../groups/group.ts'

const TYPE = 'classic'

/** The groups coordinated here. v4: by state (KIP-518); v5: by type (KIP-848). Filters do not mind case. */
export const listGroups = (broker: Broker) => handler({
  api: ListGroups,
  handle(request) {
    const shards = [...broker.groups.shards.values()]
    const loading = shards.some(shard => shard.state === 'loading')
    const states = lower(request.statesFilter), types = lower(request.typesFilter)
    const isWanted = ({ state }: Group) => isAmong(states, state.toLowerCase()) && isAmong(types, TYPE)
    return {
      errorCode: loading ? Errors.COORDINATOR_LOAD_IN_PROGRESS : Errors.NONE,
      groups: loading ? [] : shards.flatMap(shard => [...shard.groups.values()]).filter(isWanted)
        .map(group => ({ groupId: group.id, protocolType: group.protocolType ?? '', groupState: group.state, groupType: TYPE })),
    }
  },
  refuse: (_, errorCode) => ({ errorCode }),
})

/** No filter lets all through. */
const isAmong = (filter: readonly string[], name: string): boolean => filter.length === 0 || filter.includes(name)
const lower = (names: readonly string[]): string[] => names.map(name => name.toLowerCase())
