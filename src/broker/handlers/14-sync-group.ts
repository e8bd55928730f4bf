import { handler } from '../../net/handler.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { syncGroup } from '../groups/sync.ts'

/** The leader brings the assignment, all others wait for theirs. v3: static members (KIP-345); v5: protocol type and name (KIP-559). */
export const sync = (broker: Broker) => handler({
  api: SyncGroup,
  handle: (request, context) => answering<typeof SyncGroup>(broker, context.replyTo, () => syncGroup(broker, request, context)),
  refuse: (_, errorCode) => ({ errorCode }),
})
