import type { ConfigResource } from '../../client/admin/config-resource.ts'
import type { Entity, EntityType } from './options.ts'

/** Entities that are resources of Kafka's config requests. */
const RESOURCES: Readonly<Partial<Record<EntityType, ConfigResource['type']>>> = {
  topics: 'topic', brokers: 'broker', 'broker-loggers': 'broker-logger', groups: 'group', 'client-metrics': 'client-metrics',
}
export const resourceOf = ({ type }: Entity, name: string): ConfigResource => ({ type: RESOURCES[type]!, name })

/** `topics` → `topic`. */
export const singular = (type: EntityType): string => type === 'client-metrics' ? type : type.slice(0, -1)
