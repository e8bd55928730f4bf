import type { ConfigReader } from '../metadata/configs/api.ts'
import { brokerDefinitions } from '../metadata/configs/definitions.ts'

/**
 * What is wrong with a group's own configs, or null: the broker's `group.consumer.min.…` and `.max.…` bound them, and a session must
 * outlive the time between two heartbeats (GroupConfig.validateValues).
 */
export function wrongGroupValue(broker: ConfigReader, configs: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of configs) {
    const [kind, ...rest] = name.split('.')
    const least = `group.${kind}.min.${rest.join('.')}`, most = `group.${kind}.max.${rest.join('.')}`
    if (brokerDefinitions.has(least) && Number(value) < broker.number(least)) return `${name} must be greater than or equal to ${least}`
    if (brokerDefinitions.has(most) && Number(value) > broker.number(most)) return `${name} must be less than or equal to ${most}`
  }
  return KINDS.map(kind => shortSession(broker, configs, kind)).find(wrong => wrong !== null) ?? null
}

const KINDS = ['consumer', 'share', 'streams'] as const

function shortSession(broker: ConfigReader, configs: ReadonlyMap<string, string>, kind: string): string | null {
  const session = `${kind}.session.timeout.ms`, heartbeat = `${kind}.heartbeat.interval.ms`
  const value = (name: string): number => configs.has(name) ? Number(configs.get(name)) : broker.number(`group.${name}`)
  return value(session) > value(heartbeat) ? null : `${session} must be greater than ${heartbeat}`
}
