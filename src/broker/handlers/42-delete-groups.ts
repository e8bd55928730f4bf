import { handler } from '../../net/handler.ts'
import { DeleteGroups } from '../../protocol/apis/42-delete-groups.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { deleteGroups } from '../groups/delete.ts'

/** Deletes groups that have no members, with their offsets (KIP-229). */
export const deletesGroups = (broker: Broker) => handler({
  api: DeleteGroups,
  handle: (request, { replyTo }) => answering<typeof DeleteGroups>(broker, replyTo, () => deleteGroups(broker, request.groupsNames, replyTo)),
  refuse: (request, errorCode) => ({ results: request.groupsNames.map(groupId => ({ groupId, errorCode })) }),
})
