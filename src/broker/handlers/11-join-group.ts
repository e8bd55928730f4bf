import { handler } from '../../net/handler.ts'
import { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { joinGroup } from '../groups/join.ts'

/**
 * Joins a classic group; answered when all have joined. v4: an id must be shown again before it counts (KIP-394); v5: static members
 * (KIP-345); v8: reasons (KIP-800); v9: a leader that need not assign (KIP-814).
 */
export const join = (broker: Broker) => handler({
  api: JoinGroup,
  handle: (request, context) => answering<typeof JoinGroup>(broker, context.replyTo, () => joinGroup(broker, request, context)),
  refuse: (request, errorCode, version) => ({ errorCode, memberId: request.memberId, protocolName: version >= 7 ? null : '' }),
})
