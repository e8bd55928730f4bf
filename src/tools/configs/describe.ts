import type { ConfigEntry, ConfigSource } from '../../client/admin/describe-configs.ts'
import { compareText } from '../../client/topic-partition.ts'
import { throwIfFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { hashOfText, inHashOrder } from '../text/java-order.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import type { Entity } from './options.ts'
import { resourceOf, singular } from './resource.ts'

export function* describeConfigs(shell: Shell, options: Options, entity: Entity): Telling<void> {
  const names = yield* namesOf(entity)
  if (entity.name !== null && entity.name !== '' && names !== null && !names.includes(entity.name)) {
    return shell.out(`The ${singular(entity.type)} '${entity.name}' doesn't exist and doesn't have dynamic config.`)
  }
  const wanted = entity.name === null ? [...names ?? [], ...entity.type === 'brokers' ? [''] : []] : [entity.name]
  for (const name of wanted) yield* describeOne(shell, options, entity, name)
}

/** The entities there are; null where any name will do. */
function* namesOf({ type, name }: Entity): Telling<string[] | null> {
  if (type === 'topics') return inHashOrder((yield* ask({ do: 'describeTopics' })).map(topic => topic.name), hashOfText)
  if (type === 'brokers' || type === 'broker-loggers') return (yield* ask({ do: 'describeCluster' })).brokers.map(({ id }) => String(id))
  if (name !== null) return null
  const listed = yield* ask({ do: 'listConfigResources', types: [resourceOf({ type, name }, '').type] })
  return listed.map(resource => resource.name)
}

/** What counts as an entity's own; without it, all is shown. */
const OWN: Readonly<Partial<Record<Entity['type'], ConfigSource>>> = {
  topics: 'DYNAMIC_TOPIC_CONFIG', brokers: 'DYNAMIC_BROKER_CONFIG', groups: 'DYNAMIC_GROUP_CONFIG', 'client-metrics': 'DYNAMIC_CLIENT_METRICS_CONFIG',
}

function* describeOne(shell: Shell, options: Options, entity: Entity, name: string): Telling<void> {
  const all = options.has('all'), isDefault = name === ''
  const own = isDefault ? 'DYNAMIC_DEFAULT_BROKER_CONFIG' : OWN[entity.type]
  shell.out(isDefault ? `Default configs for ${entity.type} in the cluster are:`
    : `${all ? 'All' : 'Dynamic'} configs for ${singular(entity.type)} ${name} are:`)
  const [described] = yield* ask({ do: 'describeConfigs', resources: [resourceOf(entity, name)], includeSynonyms: true })
  throwIfFailed(described)
  const entries = described!.entries.filter(({ source }) => all || own === undefined || source === own)
  for (const entry of [...entries].sort((a, b) => compareText(a.name, b.name))) shell.out(entryLine(entry))
}

function entryLine({ name, value, sensitive, synonyms }: ConfigEntry): string {
  const all = synonyms.map(synonym => `${synonym.source}:${synonym.name}=${synonym.value}`).join(', ')
  return `  ${name}=${value} sensitive=${sensitive} synonyms={${all}}`
}
