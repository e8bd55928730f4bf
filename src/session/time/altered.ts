import type { ConfigChange } from '../../client/admin/alter-configs.ts'
import type { ConfigResource } from '../../client/admin/config-resource.ts'
import { ADMIN } from '../../host/perform.ts'
import type { Action } from '../../world/action.ts'

const altering = (resource: ConfigResource, change: ConfigChange) => ({ do: 'incrementalAlterConfigs', resources: [{ ...resource, changes: [change] }] }) as const

/** A config's change as an action of the world, for a track on which nobody waits for the answer. */
export const alterAction = (resource: ConfigResource, change: ConfigChange): Action =>
  ({ do: 'process.command', process: ADMIN, command: { tag: 'what if', command: altering(resource, change) } })

/** `orders: flush.messages=1`, of an action that changes a config; null of any other. */
export function alteredBy(action: Action): string | null {
  if (action.do !== 'process.command') return null
  const { command } = action.command as { command?: Partial<ReturnType<typeof altering>> }
  const resource = command?.do === 'incrementalAlterConfigs' ? command.resources?.[0] : undefined, change = resource?.changes[0]
  return resource && change ? `${resource.name}: ${change.name}${change.op === 'delete' ? '' : `=${change.value}`}` : null
}
