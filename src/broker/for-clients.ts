import { onClientTimer } from './client-timers.ts'
import { groupView } from './groups/view.ts'
import { handlersOf } from './handlers/index.ts'
import { onAnswer, onFlushed, onMetadata, onOutcome, onWorked } from './partitions.ts'
import { wake } from './purgatory/wake.ts'
import { maybeShrinkIsr } from './replica/leader.ts'

/**
 * What a broker does for those who use the cluster: it answers them, lets their requests wait, coordinates their groups, and keeps
 * replicas of what they write. Brokers that nobody has asked for anything yet do without, so a page can fetch this code while they come up.
 */
export const forClients = {
  handlersOf, wake, onTimer: onClientTimer, onMetadata, onAnswer, onOutcome, onWorked, onFlushed, maybeShrinkIsr, groupView,
} as const
export type ForClients = typeof forClients
