import { ensureInactive, parsePlan, planReset, timeOf } from '../client/admin/reset-offsets.ts'
import type { PartitionFacts, ResetScenario } from '../client/admin/reset-offsets.ts'
import { Refusal } from '../client/admin/operation.ts'
import type { ClusterView, PartitionId } from '../world/view.ts'
import { partitionFacts, splitPartitionId } from '../world/view-helpers.ts'
import type { Session } from './session.ts'

/** The ways of `kafka-consumer-groups.sh --reset-offsets`, with what each asks for. */
export type Scenario =
  | { is: 'to-earliest' } | { is: 'to-latest' } | { is: 'to-current' }
  | { is: 'to-offset'; offset: number }
  | { is: 'shift-by'; by: number }
  /** As typed; without a zone it is UTC. */
  | { is: 'to-datetime'; text: string }
  /** ISO 8601: PT5M. */
  | { is: 'by-duration'; text: string }
  /** Lines of `topic,partition,offset`, as `--export` writes them; they name their own partitions. */
  | { is: 'from-file'; text: string }

/** `topics` as `--topic` takes them: `orders`, or some partitions of it, `orders:0,2`. */
export interface ResetAsk { group: string; topics: readonly string[]; scenario: Scenario }

export interface ResetPreview {
  rows: readonly { partition: PartitionId; committed: number | null; next: number; start: number; end: number }[]
  /** The command that does the same on a real cluster. */
  command: string
  /** In Kafka's words: why it would be refused now. */
  refusal: string | null
}

/** Whoever can put a question to the cluster, as a real request. */
type AskCluster = Session['ask']

/**
 * Where each partition would go: the plan the tool prints, over what the view shows. Only times have to be looked up in the
 * cluster; while the world stands still that answer waits.
 */
export async function previewReset(view: ClusterView, ask: ResetAsk, cluster: AskCluster): Promise<ResetPreview> {
  const command = commandOf(ask)
  try {
    const facts = await timed(factsOf(view, ask), timeOf(scenarioOf(ask.scenario), view.wall), cluster)
    const { rows } = planReset(scenarioOf(ask.scenario), facts)
    return { command, refusal: refusalOf(view, ask.group), rows: rows.map((row, i) => rowOf(row.offset, facts[i]!)) }
  } catch (error) {
    if (error instanceof Refusal) return { command, refusal: error.message, rows: [] }
    throw error
  }
}

/** Does it, by real requests. Resolves to Kafka's refusal, or to null when the offsets are written. */
export async function reset({ group, topics, scenario }: ResetAsk, cluster: AskCluster): Promise<string | null> {
  const scope = scenario.is === 'from-file' ? {} : { topics: topics.map(scopeOf) }
  const answer = await cluster({ do: 'resetOffsets', group, scenario: scenarioOf(scenario), ...scope, execute: true })
  return answer.error === null ? null : answer.message ?? answer.error
}

function refusalOf(view: ClusterView, group: string): string | null {
  try {
    ensureInactive(group, view.groups[group]?.state ?? 'Dead')
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

const scenarioOf = (scenario: Scenario): ResetScenario => {
  switch (scenario.is) {
    case 'to-earliest': return { to: 'earliest' }
    case 'to-latest': return { to: 'latest' }
    case 'to-current': return { to: 'current' }
    case 'to-offset': return { to: 'offset', offset: scenario.offset }
    case 'shift-by': return { to: 'shift', by: scenario.by }
    case 'to-datetime': return { to: 'datetime', datetime: scenario.text }
    case 'by-duration': return { to: 'duration', duration: scenario.text }
    case 'from-file': return { to: 'file', rows: parsePlan(scenario.text) }
  }
}

/** `orders:0,2` → partitions 0 and 2 of `orders`; without a colon all of them. */
function scopeOf(asked: string): { topic: string; partitions?: number[] } {
  const [topic = '', partitions] = asked.split(':')
  return partitions === undefined ? { topic } : { topic, partitions: partitions.split(',').map(Number) }
}

/** Every partition asked for, as the leader's log and the group's commits have it. */
function factsOf(view: ClusterView, ask: ResetAsk): PartitionFacts[] {
  const wanted = partitionsOf(view, ask)
  const missing = wanted.filter(({ topic, partition }) => partitionFacts(view, `${topic}-${partition}`) === null)
  const names = missing.map(({ topic, partition }) => `${topic}-${partition}`).join(',')
  if (names) throw new Refusal(`The partitions "${names}" do not exist`)
  return wanted.map(({ topic, partition }) => {
    const id: PartitionId = `${topic}-${partition}`, { start, hw } = partitionFacts(view, id)!
    return { topic, partition, earliest: start, latest: hw, committed: view.groups[ask.group]?.committed[id] ?? null, atTime: null }
  })
}

const partitionsOf = (view: ClusterView, { topics, scenario }: ResetAsk): { topic: string; partition: number }[] =>
  scenario.is === 'from-file' ? parsePlan(scenario.text) : topics.map(scopeOf).flatMap(({ topic, partitions }) =>
    (partitions ?? view.metadata.topics[topic]?.partitions.map((_, index) => index) ?? []).map(partition => ({ topic, partition })))

async function timed(facts: PartitionFacts[], time: number | null, cluster: AskCluster): Promise<PartitionFacts[]> {
  if (time === null) return facts
  const answer = await cluster({ do: 'listOffsets', partitions: facts.map(({ topic, partition }) => ({ topic, partition, at: time })) })
  if (answer.error !== null) throw new Refusal(answer.message ?? answer.error)
  const found = new Map(answer.result.map(each => [`${each.topic}-${each.partition}`, each.offset]))
  return facts.map(fact => ({ ...fact, atTime: found.get(`${fact.topic}-${fact.partition}`) ?? -1 }))
}

const rowOf = (next: number, { topic, partition, committed, earliest, latest }: PartitionFacts): ResetPreview['rows'][number] =>
  ({ partition: `${topic}-${partition}`, committed, next, start: earliest, end: latest })

const optionOf = (scenario: Scenario): string => {
  switch (scenario.is) {
    case 'to-offset': return `--to-offset ${scenario.offset}`
    case 'shift-by': return `--shift-by ${scenario.by}`
    case 'to-datetime': case 'by-duration': return `--${scenario.is} ${scenario.text}`
    case 'from-file': return '--from-file plan.csv'
    default: return `--${scenario.is}`
  }
}

const commandOf = ({ group, topics, scenario }: ResetAsk): string => [
  `kafka-consumer-groups.sh --bootstrap-server broker-1:9092 --group ${group}`,
  `  ${scenario.is === 'from-file' ? '' : `${topics.map(topic => `--topic ${topic}`).join(' ')} `}--reset-offsets`,
  `  ${optionOf(scenario)} --execute`,
].join(' \\\n')

/** Topics a group has committed offsets in. */
export const topicsOf = (view: ClusterView, group: string): string[] =>
  [...new Set(Object.keys(view.groups[group]?.committed ?? {}).map(id => splitPartitionId(id as PartitionId)[0]))].sort()
