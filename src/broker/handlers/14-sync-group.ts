import { handler } from '../../net/handler.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { Errors } from '../../protocol/errors.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { syncGroup, type SyncRequest } from '../groups/sync.ts'

/** The leader brings the assignment, all others wait for theirs. v3: static members (KIP-345); v5: protocol type and name (KIP-559). */
export const sync = (broker: Broker) => handler({
  api: SyncGroup,
  handle: (request, context) => context.version >= 5 && !saysProtocol(request) ? { errorCode: Errors.INCONSISTENT_GROUP_PROTOCOL }
    : answering<typeof SyncGroup>(broker, context.replyTo, () => syncGroup(broker, request, context)),
  refuse: (_, errorCode) => ({ errorCode }),
})

/** SyncGroupRequest.areMandatoryProtocolTypeAndNamePresent. */
const saysProtocol = ({ protocolType, protocolName }: SyncRequest): boolean => protocolType !== null && protocolName !== null
