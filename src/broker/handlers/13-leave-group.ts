import { handler } from '../../net/handler.ts'
import { LeaveGroup } from '../../protocol/apis/13-leave-group.ts'
import { Errors } from '../../protocol/errors.ts'
import { answer, answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { leaveGroup, leaversOf } from '../groups/leave.ts'

/** Leaves at once. v3: many members, static ones by instance id (KIP-345); before, the one member's error is the request's. */
export const leave = (broker: Broker) => handler({
  api: LeaveGroup,
  handle: (request, { replyTo, version }) => answering<typeof LeaveGroup>(broker, replyTo, () => {
    const { errorCode, members } = leaveGroup(broker, request.groupId, leaversOf(request, version))
    const single = errorCode !== Errors.NONE ? errorCode : members[0]?.errorCode ?? Errors.NONE
    answer(broker, LeaveGroup, replyTo, version < 3 ? { errorCode: single } : { errorCode, members })
  }),
  refuse: (_, errorCode) => ({ errorCode }),
})
