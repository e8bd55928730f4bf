import { readMetaProperties, type MetaProperties } from '../log/properties.ts'
import { formatDirectory } from '../metadata/format.ts'
import { uuidText } from '../protocol/uuid.ts'
import { ToolException } from './exception.ts'
import { LATEST, levelName } from './features/releases.ts'
import { tellDependencies, tellMapping } from './features/tables.ts'
import type { LocalShell } from './local-program.ts'
import { invalidChoice, misunderstood, parseArguments, type Grammar } from './options/arguments.ts'
import type { Options } from './options/options.ts'
import { parseProperties } from './text/properties.ts'

const COMMANDS = ['info', 'format', 'version-mapping', 'feature-dependencies', 'random-uuid'] as const
type Command = typeof COMMANDS[number]

const grammar: Grammar = {
  prog: 'kafka-storage',
  usage: `usage: kafka-storage [-h]
                     {${COMMANDS.join(',')}}
                     ...`,
  help: `The Kafka storage tool.

positional arguments:
  {${COMMANDS.join(',')}}
    info                 Get information about  the  Kafka  log directories
                         on this node.
    format               Format the Kafka log directories on this node.
    version-mapping      Look up the  corresponding  features  for  a given
                         version of Kafka.
    feature-dependencies What the level of a feature needs of others.
    random-uuid          Print a random UUID.`,
  values: ['config', 'c', 'cluster-id', 't', 'release-version', 'r', 'feature'],
  flags: ['ignore-formatted', 'g'],
}

const commands: Readonly<Record<Command, (shell: LocalShell, options: Options) => void>> = {
  info, format, 'version-mapping': tellMapping, 'feature-dependencies': tellDependencies,
  'random-uuid': ({ out, random }) => out(uuidText(random.bytes16())),
}

/** kafka-storage.sh (StorageTool): whose the log directory of this machine is, and a new one made ready. */
export function storage(shell: LocalShell): number {
  const options = parseArguments(shell, grammar), command = options.rest[0] as Command | undefined
  if (command === undefined) return misunderstood(shell, grammar, 'too few arguments')
  if (!COMMANDS.includes(command)) return misunderstood(shell, grammar, invalidChoice(command, COMMANDS))
  try {
    commands[command](shell, options)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(error.className === TERSE ? error.message : `Exception in thread "main" ${error.text()}`)
    return 1
  }
}

/** Said in so many words, without the class (TerseFailure). */
const TERSE = 'org.apache.kafka.server.util.TerseFailure'
const terse = (message: string): ToolException => new ToolException(TERSE, message)

/** A server's properties, where the terminal has them as a file; a machine here has one log directory. */
function configOf({ files }: LocalShell, options: Options): Readonly<Record<string, string>> {
  const name = options.one('config') ?? options.one('c')
  return { 'log.dirs': '/data', ...name !== undefined && Object.hasOwn(files, name) && parseProperties(files[name]!) }
}

function info(shell: LocalShell, options: Options): void {
  const root = configOf(shell, options)['log.dirs']!, found = readMetaProperties(shell.disk, root)
  shell.out(`Found log directory:\n  ${root}\n`)
  if (!found) throw terse(`Found problem:\n  ${root} is not formatted.`)
  shell.out(`Found metadata: ${metadataText(found)}`)
}

const metadataText = ({ clusterId, directoryId, nodeId }: MetaProperties): string =>
  `{cluster.id=${clusterId}, directory.id=${directoryId}, node.id=${nodeId}, version=1}`

function format(shell: LocalShell, options: Options): void {
  const config = configOf(shell, options), root = config['log.dirs']!, found = readMetaProperties(shell.disk, root)
  const clusterId = options.one('cluster-id') ?? options.one('t')
  if (clusterId === undefined) misunderstood(shell, grammar, 'argument --cluster-id/-t is required')
  if (!found) return formatNew(shell, root, clusterId, config['node.id'])
  if (!options.has('ignore-formatted') && !options.has('g')) {
    throw terse(`Log directory ${root} is already formatted. Use --ignore-formatted to ignore this directory and format the others.`)
  }
  if (found.clusterId !== clusterId) {
    const why = `Invalid cluster.id in: ${root}/meta.properties. Expected ${clusterId}, but read ${found.clusterId}`
    throw new ToolException('java.lang.RuntimeException', why)
  }
  shell.out('All of the log directories are already formatted.')
}

function formatNew(shell: LocalShell, root: string, clusterId: string, nodeId: string | undefined): void {
  const { disk, random, out } = shell
  if (nodeId === undefined) {
    throw new ToolException('org.apache.kafka.common.config.ConfigException', 'Missing required configuration "node.id" which has no default value.')
  }
  formatDirectory(disk, root, { nodeId: Number(nodeId), clusterId, directoryId: uuidText(random.bytes16()) }, shell.wall())
  out(`Formatting metadata directory ${root} with metadata.version ${levelName(LATEST)}.`)
}
