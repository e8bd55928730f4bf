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

/** kafka-storage.sh (StorageTool): whose the log directories of this machine are, and new ones made ready. */
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

/** A server's properties, where the terminal has them as a file. */
function configOf({ files }: LocalShell, options: Options): Readonly<Record<string, string>> {
  const name = options.one('config') ?? options.one('c')
  return { 'log.dirs': '/data', ...name !== undefined && Object.hasOwn(files, name) && parseProperties(files[name]!) }
}

/** All a server with this configuration writes to, and which of them has its metadata log. */
function directoriesOf(config: Readonly<Record<string, string>>): { all: string[]; metadata: string } {
  const logDirs = config['log.dirs']!.split(',').map(dir => dir.trim()).filter(dir => dir !== ''), metadata = config['metadata.log.dir'] ?? logDirs[0]!
  return { all: [...new Set([...logDirs, metadata])], metadata }
}

function info(shell: LocalShell, options: Options): void {
  const roots = directoriesOf(configOf(shell, options)).all.sort()
  const found = roots.flatMap(root => readMetaProperties(shell.disk, root) ?? []), problems = problemsOf(shell, roots, found)
  shell.out(`Found log director${roots.length === 1 ? 'y' : 'ies'}:\n${listed(roots)}\n`)
  if (found.length > 0) shell.out(`Found metadata: ${metadataText(found[0]!)}`)
  if (problems.length > 0) throw terse(`Found problem${problems.length === 1 ? '' : 's'}:\n${listed(problems)}`)
}

function problemsOf({ disk }: LocalShell, roots: readonly string[], found: readonly MetaProperties[]): string[] {
  const unformatted = roots.filter(root => !readMetaProperties(disk, root)).map(root => `${root} is not formatted.`)
  const mismatched = (what: string, of: (meta: MetaProperties) => unknown): string[] =>
    found.filter(meta => of(meta) !== of(found[0]!)).map(() => `Mismatched ${what} IDs between storage directories.`)
  return [...unformatted, ...mismatched('cluster', meta => meta.clusterId), ...mismatched('node', meta => meta.nodeId)]
}

const listed = (lines: readonly string[]): string => lines.map(line => `  ${line}`).join('\n')

const metadataText = ({ clusterId, directoryId, nodeId }: MetaProperties): string =>
  `{cluster.id=${clusterId}, directory.id=${directoryId}, node.id=${nodeId}, version=1}`

function format(shell: LocalShell, options: Options): void {
  const config = configOf(shell, options), { all, metadata } = directoriesOf(config)
  const clusterId = options.one('cluster-id') ?? options.one('t')
  if (clusterId === undefined) misunderstood(shell, grammar, 'argument --cluster-id/-t is required')
  const formatted = all.filter(root => readMetaProperties(shell.disk, root)), empty = all.filter(root => !formatted.includes(root))
  if (formatted.length > 0) ensureIgnored(shell, options, clusterId, formatted)
  if (empty.length === 0) return shell.out('All of the log directories are already formatted.')
  for (const root of empty) formatNew(shell, root, root === metadata ? 'metadata' : 'data', clusterId, config['node.id'])
}

/** Of those that are formatted none is touched, and none may be of another cluster. */
function ensureIgnored({ disk }: LocalShell, options: Options, clusterId: string, formatted: readonly string[]): void {
  if (!options.has('ignore-formatted') && !options.has('g')) {
    throw terse(`Log directory ${formatted[0]} is already formatted. Use --ignore-formatted to ignore this directory and format the others.`)
  }
  for (const root of formatted) {
    const found = readMetaProperties(disk, root)!.clusterId
    if (found === clusterId) continue
    throw new ToolException('java.lang.RuntimeException', `Invalid cluster.id in: ${root}/meta.properties. Expected ${clusterId}, but read ${found}`)
  }
}

function formatNew(shell: LocalShell, root: string, kind: 'metadata' | 'data', clusterId: string, nodeId: string | undefined): void {
  const { disk, random, out } = shell
  if (nodeId === undefined) {
    throw new ToolException('org.apache.kafka.common.config.ConfigException', 'Missing required configuration "node.id" which has no default value.')
  }
  formatDirectory(disk, root, { nodeId: Number(nodeId), clusterId, directoryId: uuidText(random.bytes16()) }, shell.wall())
  out(`Formatting ${kind} directory ${root} with metadata.version ${levelName(LATEST)}.`)
}
