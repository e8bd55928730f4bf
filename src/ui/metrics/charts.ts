import { metricOf, type Sample } from '../../session/look.ts'

export type Unit = 'perSecond' | 'bytesPerSecond' | 'bytes' | 'ms' | 'ratio' | 'count'

/** One picture: a bean, a line for each process that has it, or for each topic. */
export interface Chart {
  readonly id: ChartId
  readonly bean: string
  /** What is drawn of what was sampled: the number, or by how much it grew in a second. */
  readonly draws: 'number' | 'growth'
  readonly by: 'process' | 'topic'
  readonly unit: Unit
}
export type ChartId = keyof typeof CHARTS

const PRODUCER = 'kafka.producer:type=producer-metrics#', FETCHER = 'kafka.consumer:type=consumer-fetch-manager-metrics#', MEMBER = 'kafka.consumer:type=consumer-coordinator-metrics#'
const TOPICS = 'kafka.server:type=BrokerTopicMetrics,name=', REPLICAS = 'kafka.server:type=ReplicaManager,name='
const CONTROLLER = 'kafka.controller:type=KafkaController,name=', TIME = 'kafka.network:type=RequestMetrics,name=TotalTimeMs,request='
type Drawn = Omit<Chart, 'id'>
const growth = (bean: string, unit: Unit, by: Chart['by'] = 'process'): Drawn => ({ bean, draws: 'growth', by, unit })
const number = (bean: string, unit: Unit): Drawn => ({ bean, draws: 'number', by: 'process', unit })

const CHARTS = {
  messagesIn: growth(`${TOPICS}MessagesInPerSec`, 'perSecond'),
  bytesIn: growth(`${TOPICS}BytesInPerSec`, 'bytesPerSecond'),
  bytesOut: growth(`${TOPICS}BytesOutPerSec`, 'bytesPerSecond'),
  underReplicated: number(`${REPLICAS}UnderReplicatedPartitions`, 'count'),
  offline: number(`${CONTROLLER}OfflinePartitionsCount`, 'count'),
  isrShrinks: growth(`${REPLICAS}IsrShrinksPerSec`, 'perSecond'),
  produceTime: number(`${TIME}Produce`, 'ms'),
  fetchConsumerTime: number(`${TIME}FetchConsumer`, 'ms'),
  fetchFollowerTime: number(`${TIME}FetchFollower`, 'ms'),
  idle: number('kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent', 'ratio'),
  replicationIn: growth(`${TOPICS}ReplicationBytesInPerSec`, 'bytesPerSecond'),
  leaders: number(`${REPLICAS}LeaderCount`, 'count'),
  topicMessages: growth(`${TOPICS}MessagesInPerSec`, 'perSecond', 'topic'),
  topicBytesIn: growth(`${TOPICS}BytesInPerSec`, 'bytesPerSecond', 'topic'),
  topicBytesOut: growth(`${TOPICS}BytesOutPerSec`, 'bytesPerSecond', 'topic'),
  topicFailed: growth(`${TOPICS}FailedProduceRequestsPerSec`, 'perSecond', 'topic'),
  sendRate: number(`${PRODUCER}record-send-rate`, 'perSecond'),
  requestLatency: number(`${PRODUCER}request-latency-avg`, 'ms'),
  queueTime: number(`${PRODUCER}record-queue-time-avg`, 'ms'),
  batchSize: number(`${PRODUCER}batch-size-avg`, 'bytes'),
  retryRate: number(`${PRODUCER}record-retry-rate`, 'perSecond'),
  errorRate: number(`${PRODUCER}record-error-rate`, 'perSecond'),
  lagMax: number(`${FETCHER}records-lag-max`, 'count'),
  consumedRate: number(`${FETCHER}records-consumed-rate`, 'perSecond'),
  fetchLatency: number(`${FETCHER}fetch-latency-avg`, 'ms'),
  commitLatency: number(`${MEMBER}commit-latency-avg`, 'ms'),
  heartbeatTime: number(`${MEMBER}heartbeat-response-time-max`, 'ms'),
  assigned: number(`${MEMBER}assigned-partitions`, 'count'),
} satisfies Record<string, Drawn>

export const DASHBOARDS = {
  cluster: ['messagesIn', 'bytesIn', 'bytesOut', 'underReplicated', 'offline', 'isrShrinks'],
  brokers: ['produceTime', 'fetchConsumerTime', 'fetchFollowerTime', 'idle', 'replicationIn', 'leaders'],
  topics: ['topicMessages', 'topicBytesIn', 'topicBytesOut', 'topicFailed'],
  producers: ['sendRate', 'requestLatency', 'queueTime', 'batchSize', 'retryRate', 'errorRate'],
  consumers: ['lagMax', 'consumedRate', 'fetchLatency', 'commitLatency', 'heartbeatTime', 'assigned'],
} as const satisfies Record<string, readonly ChartId[]>
export type Dashboard = keyof typeof DASHBOARDS

/** What all of them draw. */
export const DRAWN: readonly string[] = [...new Set(Object.values(CHARTS).map(({ bean }) => bean))]
export const chartOf = (id: ChartId): Chart => ({ id, ...CHARTS[id] })

export interface Line { readonly label: string; readonly values: readonly (number | null)[] }

/** A line for each process or topic, with a value a sample; null where there was none. */
export function linesOf(samples: readonly Sample[], chart: Chart): Line[] {
  const read = chart.by === 'process' ? byProcess : byTopic
  const seen = samples.map(sample => read(sample, chart.bean))
  const labels = [...new Set(seen.flatMap(each => Object.keys(each)))].sort()
  return labels.map(label => {
    const numbers = seen.map(each => each[label] ?? null)
    return { label, values: chart.draws === 'number' ? numbers : growths(samples, numbers) }
  })
}

export const isMeant = (query: string, ...texts: readonly string[]): boolean => texts.some(text => text.toLowerCase().includes(query.trim().toLowerCase()))
/** Of a chart's lines those a person asks for. */
export const linesIn = (samples: readonly Sample[], chart: Chart, query: string): Line[] => linesOf(samples, chart).filter(({ label }) => isMeant(query, label))

/** As a table: a row for each moment of each line. */
export const rowsOf = (samples: readonly Sample[], { bean, by, unit }: Chart, lines: readonly Line[]): Record<string, string | number | null>[] =>
  lines.flatMap(({ label, values }) => values.flatMap((value, i) => value === null ? [] : [{ atSeconds: samples[i]!.at / 1_000_000, metric: bean, [by]: label, value, unit }]))

/** By process; by process and client where one process has several. */
export const byProcess = ({ processes }: Sample, metric: string): Record<string, number> => Object.fromEntries(Object.entries(processes).flatMap(([process, beans]) => {
  if (metric in beans) return [[process, beans[metric]!]]
  const clients = metric.includes('#') ? Object.keys(beans).filter(name => metricOf(name) === metric) : []
  return clients.map(name => [clients.length === 1 ? process : `${process}/${clientIn(name)}`, beans[name]!])
}))
const clientIn = (name: string): string => /,client-id=([^,#]+)/.exec(name)?.[1] ?? ''

function byTopic({ processes }: Sample, bean: string): Record<string, number> {
  const sums: Record<string, number> = {}, prefix = `${bean},topic=`
  for (const beans of Object.values(processes)) for (const [name, value] of Object.entries(beans)) {
    if (!name.startsWith(prefix)) continue
    const topic = name.slice(prefix.length)
    sums[topic] = (sums[topic] ?? 0) + value
  }
  return sums
}

/** Per second since the sample before; a process that began anew counts from 0. */
export const growths = (samples: readonly Pick<Sample, 'at'>[], counts: readonly (number | null)[]): (number | null)[] => counts.map((count, i) => {
  const before = counts[i - 1]
  if (count === null || before === null || before === undefined) return null
  return Math.max(0, count - before) / ((samples[i]!.at - samples[i - 1]!.at) / 1_000_000)
})
