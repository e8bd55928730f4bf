import type { AdminCommand } from '../client/admin/operations.ts'
import type { ConfigChange } from '../client/admin/alter-configs.ts'
import type { ConfigResource } from '../client/admin/config-resource.ts'
import type { ConfigEntry } from '../client/admin/describe-configs.ts'
import type { Answer, ResultOf } from './ask-cluster.ts'

export type { ConfigChange, ConfigEntry, ConfigResource }

type Ask = <C extends AdminCommand>(command: C) => Promise<Answer<ResultOf<C>>>
export interface ConfigRefusal { readonly error: string; readonly message: string | null }

/** All configs of a resource with where each comes from, or Kafka's refusal. */
export async function describeConfigs(resource: ConfigResource, ask: Ask): Promise<{ readonly entries: readonly ConfigEntry[] } | ConfigRefusal> {
  const answer = await ask({ do: 'describeConfigs', resources: [resource], includeSynonyms: true })
  if (answer.error !== null) return { error: answer.error, message: answer.message }
  const [described] = answer.result
  return described!.error === null ? { entries: described!.entries } : { error: described!.error, message: described!.message }
}

/** One change; null when it is made, else Kafka's refusal. */
export async function alterConfig(resource: ConfigResource, change: ConfigChange, ask: Ask): Promise<ConfigRefusal | null> {
  const answer = await ask({ do: 'incrementalAlterConfigs', resources: [{ ...resource, changes: [change] }] })
  if (answer.error !== null) return { error: answer.error, message: answer.message }
  const [altered] = answer.result
  return altered!.error === null ? null : { error: altered!.error, message: altered!.message }
}
