import { resourceKey, type MetadataImage } from '../image.ts'
import type { ConfigDefinition } from './definition.ts'
import { sources } from './definition.ts'
import { brokerDefinitions, brokerSynonyms } from './definitions.ts'

/** One place a value was found, with its ConfigSource. */
export interface Found { readonly name: string; readonly value: string; readonly source: number }

/** What a node's configs are resolved from. `fixed` are the server properties it was started with. */
export interface ConfigScope { readonly image: MetadataImage; readonly nodeId: number; readonly fixed: Readonly<Record<string, string>> }

/**
 * Everywhere a broker config is set, in force first: this broker's dynamic value, the cluster's default, the server
 * properties, Kafka's default. Each level looks through the config's family (`log.retention.ms`, `.minutes`, `.hours`).
 */
export function findBroker(scope: ConfigScope, name: string): Found[] {
  const family = brokerSynonyms(name)
  return [
    ...inConfigs(scope.image, resourceKey('broker', String(scope.nodeId)), family, sources.dynamicBroker),
    ...inConfigs(scope.image, resourceKey('broker', ''), family, sources.dynamicDefaultBroker),
    ...family.flatMap(member => found(member, scope.fixed[member], sources.staticBroker)),
    ...found(name, brokerDefinitions.get(name)?.fallback, sources.fallback),
  ]
}

export const inConfigs = (image: MetadataImage, key: string, names: readonly string[], source: number): Found[] =>
  names.flatMap(name => found(name, image.configs.get(key)?.get(name), source))

const found = (name: string, value: string | null | undefined, source: number): Found[] =>
  value === null || value === undefined ? [] : [{ name, value, source }]

/** Everywhere a topic config is set: on the topic itself, then as its broker synonym. */
export const findTopic = (scope: ConfigScope, topic: string, definition: ConfigDefinition): Found[] => [
  ...inConfigs(scope.image, resourceKey('topic', topic), [definition.name], sources.topic),
  ...definition.synonyms.slice(0, 1).flatMap(({ name }) => findBroker(scope, name)),
]

/** Everywhere a group config is set: on the group itself, then on the broker under `group.` (`group.consumer.session.timeout.ms`). */
export const findGroup = (scope: ConfigScope, group: string, { name, fallback }: ConfigDefinition): Found[] => [
  ...inConfigs(scope.image, resourceKey('group', group), [name], sources.group),
  ...brokerDefinitions.has(`group.${name}`) ? findBroker(scope, `group.${name}`) : found(name, fallback, sources.fallback),
]

/**
 * The value of a topic config when the topic does not set it, and where it comes from: the first of its broker synonyms
 * that somebody set, in the topic's unit, else the topic config's own default (KafkaConfigSchema.resolveEffectiveTopicConfig).
 */
export function inherited(scope: ConfigScope, definition: ConfigDefinition): { value: string | null; source: number } {
  for (const level of ['node', 'cluster', 'fixed'] as const) {
    for (const { name, times } of definition.synonyms) {
      const value = atLevel(scope, level, name)
      if (value !== undefined) return { value: times === 1 ? value : String(Number(value) * times), source: levelSource[level] }
    }
  }
  return { value: definition.fallback, source: sources.fallback }
}
const levelSource = { node: sources.dynamicBroker, cluster: sources.dynamicDefaultBroker, fixed: sources.staticBroker } as const

function atLevel(scope: ConfigScope, level: keyof typeof levelSource, name: string): string | undefined {
  if (level === 'fixed') return scope.fixed[name]
  return scope.image.configs.get(resourceKey('broker', level === 'node' ? String(scope.nodeId) : ''))?.get(name)
}

/** The effective value of a topic config. */
export const effectiveTopic = (scope: ConfigScope, topic: string, definition: ConfigDefinition): { value: string | null; source: number } => {
  const own = scope.image.configs.get(resourceKey('topic', topic))?.get(definition.name)
  return own === undefined ? inherited(scope, definition) : { value: own, source: sources.topic }
}
