import type { DescribedCluster } from '../client/admin/describe-cluster.ts'
import { ToolException, apiException, executionException } from './exception.ts'
import { invalidChoice, misunderstood, parseArguments, type Grammar } from './options/arguments.ts'
import type { Options } from './options/options.ts'
import { logLine } from './text/log-line.ts'
import { adminConfigs } from './text/properties.ts'
import { atLeastAsWide, tableLines } from './text/table.ts'
import { ask, connect, type Shell, type Telling } from './tool.ts'

const grammar: Grammar = {
  prog: 'kafka-cluster',
  usage: 'usage: kafka-cluster [-h] {cluster-id,unregister,list-endpoints} ...',
  help: `The Kafka cluster tool.

positional arguments:
  {cluster-id,unregister,list-endpoints}
    cluster-id           Get information about the ID of a cluster.
    unregister           Unregister a broker.
    list-endpoints       List endpoints

optional arguments:
  -h, --help             show this help message and exit`,
  values: ['bootstrap-server', 'config', 'command-config', 'id'],
  flags: ['include-fenced-brokers'],
}

const commands: Readonly<Record<string, (shell: Shell, options: Options) => Telling<void>>> = {
  'cluster-id': clusterId, unregister, 'list-endpoints': listEndpoints,
}

/** kafka-cluster.sh (ClusterTool). */
export function* cluster(shell: Shell): Telling<number> {
  try {
    const options = parse(shell)
    const command = commands[options.rest[0]!]!
    yield* connect(adminConfigs(shell, options))
    yield* command(shell, options)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(error.text())
    shell.err(executionException(error).text())
    return 1
  }
}

function parse(shell: Shell): Options {
  const options = parseArguments(shell, grammar), [command] = options.rest, choices = Object.keys(commands)
  if (command === undefined) return misunderstood(shell, grammar, 'too few arguments')
  if (!choices.includes(command)) {
    return misunderstood(shell, grammar, invalidChoice(command, choices))
  }
  if (!options.has('bootstrap-server')) return misunderstood(shell, grammar, 'one of the arguments --bootstrap-server/-b --bootstrap-controller/-C is required')
  if (command === 'unregister' && !options.has('id')) return misunderstood(shell, grammar, 'argument --id/-i is required')
  return options
}

function* clusterId(shell: Shell): Telling<void> {
  const { clusterId: id } = yield* ask({ do: 'describeCluster' })
  shell.out(`Cluster ID: ${id}`)
}

function* unregister(shell: Shell, options: Options): Telling<void> {
  const broker = options.int('id')!
  const { error, message } = yield* ask({ do: 'unregisterBroker', broker })
  if (error === null) return shell.out(`Broker ${broker} is no longer registered.`)
  const text = `[AdminClient clientId=adminclient-1] Unregister broker request for broker ID ${broker} failed: ${message}`
  shell.err(logLine(shell.wall(), 'ERROR', text, 'org.apache.kafka.clients.admin.KafkaAdminClient'))
  throw apiException(error, message!)
}

/** The state of a broker is shown where one asks of brokers; controllers have none. */
function* listEndpoints(shell: Shell, options: Options): Telling<void> {
  const { brokers } = yield* ask({ do: 'describeCluster', includeFencedBrokers: options.has('include-fenced-brokers') })
  const sorted = [...brokers].sort((a, b) => a.id - b.id)
  const columns = [
    { head: 'ID', width: 10 }, atLeastAsWide('HOST', HOST_LEAST, sorted.map(({ host }) => host)), { head: 'PORT', width: 10 },
    atLeastAsWide('RACK', RACK_LEAST, sorted.map(rackOf)), { head: 'STATE', width: 10 }, { head: 'ENDPOINT_TYPE', width: 15 },
  ]
  const rows = sorted.map(broker => {
    const { id, host, port, fenced } = broker
    return [String(id), host, String(port), rackOf(broker), fenced ? 'fenced' : 'unfenced', 'broker']
  })
  for (const line of tableLines(columns, rows)) shell.out(line)
}

const HOST_LEAST = 9, RACK_LEAST = 6
const rackOf = ({ rack }: DescribedCluster['brokers'][number]): string => rack ?? 'null'
