import type { LogDir } from '../client/admin/describe-log-dirs.ts'
import { idOf } from '../client/topic-partition.ts'
import { ToolException, outcomeText } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import type { OptionSpec } from './options/options.ts'
import { hashOfPartition, hashOfText, inHashOrder } from './text/java-order.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, type Shell, type Telling } from './tool.ts'

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: The server(s) to use for bootstrapping', help: 'REQUIRED: the server(s) to use for bootstrapping' },
  { name: 'broker-list', takes: 'String: Broker list',
    help: 'The list of brokers to be queried in the form "0,1,2". All brokers in the cluster will be queried if no broker list is '
      + 'specified (default: )' },
  { name: 'command-config', takes: 'String: Admin client property file', help: 'Property file containing configs to be passed to Admin Client.' },
  { name: 'describe', help: 'Describe the specified log directories on the specified brokers.' },
  { name: 'topic-list', takes: 'String: Topic list',
    help: 'The topics to be described, in the form "topic1,topic2,topic3"; without it, all. (default: )' },
]
class Terse extends Error {}

/** kafka-log-dirs.sh (LogDirsCommand): which replicas lie in which directory of which broker, and how many bytes they have, as JSON. */
export function* logDirs(shell: Shell): Telling<number> {
  try {
    yield* run(shell)
    return 0
  } catch (error) {
    if (error instanceof Terse) shell.err(`ERROR: ${error.message}`)
    else if (!(error instanceof ToolException)) throw error
    else shell.err(`${error.message}\n${error.text()}`)
    return 1
  }
}

const listed = (text: string | undefined): string[] => (text ?? '').split(',').map(each => each.trim()).filter(each => each !== '')

function* run(shell: Shell): Telling<void> {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to query log directory usage on the specified brokers.', specs)
  const options = line.parse()
  line.requires(options, 'bootstrap-server', 'describe')
  const topics = listed(options.one('topic-list')), wanted = listed(options.one('broker-list')).map(Number)
  yield* connect(adminConfigs(shell, options))
  const live = (yield* ask({ do: 'describeCluster' })).brokers.map(({ id }) => id).sort((a, b) => a - b)
  const missing = wanted.filter(id => !live.includes(id))
  if (missing.length > 0) throw new Terse(`The given brokers do not exist from --broker-list: ${missing.join(',')}. Current existent brokers: ${live.join(',')}`)
  const brokers = wanted.length > 0 ? wanted : live
  shell.out('Querying brokers for log directories information')
  const dirs = yield* ask({ do: 'describeLogDirs', brokers })
  shell.out(`Received log directory information from brokers ${brokers.join(',')}`)
  const found = brokers.map(broker => ({ broker, logDirs: inHashOrder(dirs.filter(dir => dir.broker === broker), hashOfPath, 1).map(dir => dirOf(dir, topics)) }))
  shell.out(JSON.stringify({ brokers: found, version: 1 }))
}

const hashOfPath = ({ path }: LogDir): number => hashOfText(path)

function dirOf(dir: LogDir, topics: readonly string[]): unknown {
  const replicas = inHashOrder(dir.replicas, hashOfPartition).filter(({ topic }) => topics.length === 0 || topics.includes(topic))
  return {
    partitions: replicas.map(each => ({ partition: idOf(each), size: each.size, offsetLag: each.offsetLag, isFuture: each.future })),
    error: dir.error === null ? null : outcomeText(dir).split(':')[0], logDir: dir.path,
  }
}
