import { dynamicBrokerDefinitions, groupDefinitions, topicDefinitions, type Definitions } from '../../metadata/configs/definitions.ts'
import { CommandLine } from '../options/command-line.ts'
import { illegalArgument } from '../exception.ts'
import type { OptionSpec, Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'

/* The options of kafka-configs.sh (ConfigCommand.ConfigCommandOptions). */

const TYPES = ['topics', 'clients', 'users', 'brokers', 'ips', 'client-metrics', 'groups', 'broker-loggers'] as const
export type EntityType = typeof TYPES[number]

/** Shorthands, by the type they stand for; `…-defaults` stand for the default entity. */
const SHORTHANDS = {
  topic: 'topics', client: 'clients', user: 'users', broker: 'brokers', 'broker-logger': 'broker-loggers', ip: 'ips', group: 'groups',
  'client-metrics': 'client-metrics',
} as const satisfies Record<string, EntityType>
const DEFAULTS = { 'client-defaults': 'clients', 'user-defaults': 'users', 'broker-defaults': 'brokers', 'ip-defaults': 'ips' } as const satisfies Record<string, EntityType>

const namesIn = (definitions: Definitions): string => [...definitions.keys()].map(name => `\t${name}`).join('\n')

const specs: readonly OptionSpec[] = [
  { name: 'add-config', takes: 'String',
    help: "Key Value pairs of configs to add. Square brackets can be used to group values which contain commas: 'k1=v1, "
      + "k2=[v1,v2,v2],k3=v3'. The following is a list of valid configurations: For entity-type 'topics':\n"
      + `${namesIn(topicDefinitions)}\nFor entity-type 'brokers':\n${namesIn(dynamicBrokerDefinitions)}\nFor entity-type 'groups':\n${namesIn(groupDefinitions)}` },
  { name: 'add-config-file', takes: 'String', help: 'Configs to add, as a properties file.' },
  { name: 'all', help: 'List all configs for the given entity, those at their defaults too.' },
  { name: 'alter', help: 'Alter the configuration for the entity.' },
  { name: 'bootstrap-server', takes: 'String: server to connect to', help: 'The Kafka servers to connect to.' },
  { name: 'command-config', takes: 'String: command config property file', help: 'Configs for the admin client, in a file.' },
  { name: 'delete-config', takes: 'String', help: 'Config keys to remove: k1,k2.' },
  { name: 'describe', help: 'List configs for the given entity.' },
  { name: 'entity-default', help: 'The default entity of its type.' },
  { name: 'entity-name', takes: 'String', help: 'The entity: a topic, a broker id, a group and so on.' },
  { name: 'entity-type', takes: 'String', help: `Type of entity: ${TYPES.join(', ')}.` },
  ...Object.entries(SHORTHANDS).map(([name, type]) => ({ name, takes: 'String', help: `The entity of type ${type}.` })),
  ...Object.entries(DEFAULTS).map(([name, type]) => ({ name, help: `The default entity of type ${type}.` })),
]

/** What the command is about. `name` null: all of the type; '': the default entity. */
export interface Entity { readonly type: EntityType; readonly name: string | null }
export interface ConfigOptions { readonly options: Options; readonly entity: Entity }

export function configOptions(shell: Shell): ConfigOptions {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to manipulate and describe entity config for '
    + 'a topic, client, user, broker, ip, client-metrics or group', specs)
  const options = line.parse()
  if (Number(options.has('alter')) + Number(options.has('describe')) !== 1) line.fail('Command must include exactly one action: --describe, --alter')
  if (!options.has('bootstrap-server')) throw illegalArgument('Exactly one of --bootstrap-server or --bootstrap-controller must be specified')
  const [entity] = entitiesOf(options)
  if (!entity) throw illegalArgument('At least one entity type must be specified')
  checkName(entity)
  if (options.has('alter')) checkAlter(options, entity)
  return { options, entity }
}

function entitiesOf(options: Options): Entity[] {
  const names = [...options.all('entity-name'), ...options.has('entity-default') ? [''] : []]
  const long = options.all('entity-type').map((type, i): Entity => ({ type: typeOf(type), name: names[i] ?? null }))
  const short = Object.entries(SHORTHANDS).flatMap(([name, type]) => options.all(name).map((value): Entity => ({ type, name: value })))
  return [...long, ...short, ...Object.entries(DEFAULTS).filter(([name]) => options.has(name)).map(([, type]): Entity => ({ type, name: '' }))]
}

function typeOf(text: string): EntityType {
  const type = TYPES.find(each => each === text)
  if (type) return type
  throw illegalArgument(`Invalid entity type ${text}, the entity type must be one of ${TYPES.join(', ')} with a --bootstrap-server or --bootstrap-controller argument`)
}

function checkName({ type, name }: Entity): void {
  if ((type !== 'brokers' && type !== 'broker-loggers') || name === null || name === '') return
  if (!/^\d+$/.test(name)) throw illegalArgument(`The entity name for ${type} must be a valid integer broker id, but it is: ${name}`)
}

function checkAlter(options: Options, { type, name }: Entity): void {
  if (name === null) throw illegalArgument(`An entity name must be specified with --alter of ${type}`)
  if (!['add-config', 'add-config-file', 'delete-config'].some(each => options.has(each))) {
    throw illegalArgument('At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter')
  }
}
