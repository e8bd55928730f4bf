import type { DescribedCluster } from '../../client/admin/describe-cluster.ts'
import type { DescribedTopic } from '../../client/admin/describe-topics.ts'
import type { ListOffsetsCommand } from '../../client/admin/list-offsets.ts'
import { idOf } from '../../client/topic-partition.ts'
import { ToolException } from '../exception.ts'
import { ask, connect, type Shell, type Telling } from '../tool.ts'
import { kcatOptions, type KcatOptions } from './options.ts'
import { brokerErrorText } from './errors.ts'

/** `kcat -L` and `kcat -Q`: metadata as a broker has it, and offsets by time. */
export function* kcatAsking(shell: Shell): Telling<number> {
  try {
    const options = kcatOptions(shell)
    yield* connect({ 'client.id': 'rdkafka', ...options.configs, 'bootstrap.servers': options.brokers })
    yield* options.mode === 'L' ? list(shell, options) : query(shell, options)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(`% ERROR: ${error.message}`)
    return 1
  }
}

type Brokers = DescribedCluster['brokers']

function* list(shell: Shell, options: KcatOptions): Telling<void> {
  const topic = options.last('t') ?? null
  const { brokers, controllerId } = yield* ask({ do: 'describeCluster' })
  const topics = yield* ask({ do: 'describeTopics', ...topic !== null && { topics: [topic] } })
  const sorted = [...brokers].sort((a, b) => a.id - b.id), [first] = options.brokers.split(',')
  const asked = sorted.find(({ host, port }) => first === `${host}:${port}`) ?? sorted[0]!
  if (options.has('J')) return shell.out(listJson(topic, asked, controllerId, sorted, topics))
  shell.out(`Metadata for ${topic ?? 'all topics'} (from broker ${asked.id}: ${asked.host}:${asked.port}/${asked.id}):`)
  shell.out(` ${sorted.length} brokers:`)
  for (const { id, host, port } of sorted) shell.out(`  broker ${id} at ${host}:${port}${id === controllerId ? ' (controller)' : ''}`)
  shell.out(` ${topics.length} topics:`)
  for (const each of topics) for (const line of topicLines(each)) shell.out(line)
}

const topicLines = ({ name, partitions, error }: DescribedTopic): string[] => [
  `  topic "${name}" with ${partitions.length} partitions:${error === null ? '' : ` ${brokerErrorText(error)}`}`,
  ...[...partitions].sort((a, b) => a.partition - b.partition).map(({ partition, leader, replicas, isr }) =>
    `    partition ${partition}, leader ${leader ?? -1}, replicas: ${replicas.join(',')}, isrs: ${isr.join(',')}`
      + (leader === null ? `, ${brokerErrorText('LEADER_NOT_AVAILABLE')}` : '')),
]

type Broker = Brokers[number]
const at = ({ host, port }: Broker): string => `${host}:${port}`
const ids = (some: readonly number[]): { id: number }[] => some.map(id => ({ id }))

function listJson(topic: string | null, asked: Broker, controllerId: number | null, brokers: Brokers, topics: readonly DescribedTopic[]): string {
  return JSON.stringify({
    originating_broker: { id: asked.id, name: `${at(asked)}/${asked.id}` }, query: { topic: topic ?? '*' }, controllerid: controllerId ?? -1,
    brokers: brokers.map(broker => ({ id: broker.id, name: at(broker) })),
    topics: topics.map(({ name, partitions, error }) => ({
      topic: name, ...error !== null && { error: brokerErrorText(error) },
      partitions: partitions.map(({ partition, leader, replicas, isr }) => ({
        partition, ...leader === null && { error: brokerErrorText('LEADER_NOT_AVAILABLE') }, leader: leader ?? -1, replicas: ids(replicas), isrs: ids(isr),
      })),
    })),
  })
}

const TIMES: Readonly<Record<string, 'latest' | 'earliest'>> = { '-1': 'latest', '-2': 'earliest' }

function* query(shell: Shell, options: KcatOptions): Telling<void> {
  const partitions: ListOffsetsCommand['partitions'] = options.all('t').map(text => {
    const [, topic, partition, time] = /^(.+):(\d+):(-?\d+)$/.exec(text) ?? []
    if (topic === undefined) throw new ToolException('', `${text}: -t <topic>:<partition>:<timestamp> expected`)
    return { topic, partition: Number(partition), at: TIMES[time!] ?? Number(time) }
  })
  const listed = yield* ask({ do: 'listOffsets', partitions })
  for (const { topic, partition, offset, error } of partitions.map(tp => listed.find(each => idOf(each) === idOf(tp))!)) {
    shell.out(`${topic} [${partition}] ${error === null ? `offset ${offset}` : `error: ${brokerErrorText(error)}`}`)
  }
}
