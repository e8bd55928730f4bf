import { onClientTimer } from './client-timers.ts'
import { forgetTopics } from './groups/expiration.ts'
import { loadGroups, onElected, onResigned } from './groups/loading.ts'
import { groupView } from './groups/view.ts'
import { handlersOf } from './handlers/index.ts'
import { wake } from './purgatory/wake.ts'

/**
 * What a broker does for those who use the cluster: it answers them, lets their requests wait, and coordinates their groups. Brokers
 * that nobody has asked for anything yet do without, so a page can fetch this code while they come up.
 */
export const forClients = { handlersOf, wake, onTimer: onClientTimer, onElected, onResigned, loadGroups, forgetTopics, groupView } as const
export type ForClients = typeof forClients
