import { programs as kafka } from '../../world/programs.ts'
import { UNEXPECTED } from '../../net/answer.ts'
import { mayLose } from '../../world/observe/invariants/rule.ts'
import type { Programs } from '../../world/region.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import { ClusterStory } from '../cluster.ts'
import { planOf, type Plan } from './plan.ts'
import { unsettled, unread } from './settled.ts'

export interface Outcome {
  readonly plan: Plan
  /** What must not be; none: all is well. */
  readonly wrong: readonly string[]
  readonly traceHash: string
  /** Virtual seconds it lived, and how many of them it took to settle when all was healed. */
  readonly seconds: number
  readonly healedIn: number
  readonly acknowledged: number
  /** Seed and actions, to look at what went wrong. */
  readonly story: string
}

/** Who is gone is noticed sooner than by Kafka's defaults, so that short worlds see elections and shrinking ISRs. */
const PROPERTIES = {
  'broker.session.timeout.ms': '2000', 'broker.heartbeat.interval.ms': '500', 'replica.lag.time.max.ms': '1500',
  'offsets.topic.num.partitions': '2', 'group.initial.rebalance.delay.ms': '100',
}
export const SETTLES_WITHIN_SECONDS = 60
const READS_WITHIN_SECONDS = 20
const GROUP = 'billing', READER = 'reader'

/** Lives through what a seed plans, heals everything, and says what is wrong then. */
export const runSeed = (seed: number, programs: Programs = kafka): Outcome => runPlan(planOf(seed), programs)

export function runPlan(plan: Plan, programs: Programs = kafka): Outcome {
  const w = new ClusterStory({ seed: plan.seed, programs, properties: PROPERTIES })
  try {
    begin(w, plan)
    live(w, plan)
    const { healedIn, wrong } = heal(w, plan)
    return outcome(w, plan, healedIn, [...wrong, ...lost(w, plan), ...broken(w), ...(wrong.length > 0 ? [] : read(w, plan))])
  } catch (error) {
    return outcome(w, plan, 0, [...broken(w), `the engine crashed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`])
  }
}

const producerOf = (topic: string): string => `producer-${topic}`
const hastyProducerOf = (topic: string): string => `hasty-${topic}`
const producersOf = ({ topics, hasty }: Plan): string[] => topics.flatMap(({ name }) => [producerOf(name), ...hasty ? [hastyProducerOf(name)] : []])
const groupClient = { 'session.timeout.ms': '6000', 'heartbeat.interval.ms': '1000' }

function begin(w: ClusterStory, { topics, minIsr, consumers, recordsPerSecond, hasty }: Plan): void {
  w.machines('desk')
  for (const { name, partitions } of topics) w.topic(name, partitions, 3, { 'min.insync.replicas': String(minIsr) })
  for (const { name } of topics) w.produce(producerOf(name), name, { configs: { acks: 'all' }, recordsPerSecond, keys: 5 })
  if (hasty) for (const { name } of topics) w.produce(hastyProducerOf(name), name, { configs: { acks: '1' }, recordsPerSecond, keys: 5 })
  for (let i = 1; i <= consumers; i++) w.consume(`consumer-${i}`, topics.map(topic => topic.name), GROUP, groupClient)
}

function live(w: ClusterStory, { deeds, trafficMs }: Plan): void {
  let ms = 0
  for (const { atMs, action } of deeds) {
    if (atMs > ms) w.run(atMs - ms).millis
    ms = atMs
    w.act(action)
  }
  w.run(trafficMs - ms).millis
}

/** All faults are taken back, and whoever is down without being at fault for it is started. */
function heal(w: ClusterStory, plan: Plan): { healedIn: number; wrong: string[] } {
  w.heal()
  w.run(10).millis
  const { processes } = w.world.view()
  for (const { name, program, state } of Object.values(processes)) if (program === 'server' && state === 'down') w.start(name)
  for (const name of producersOf(plan)) w.stop(name)
  const since = w.world.now
  let wrong: string[]
  do {
    w.run(500).millis
    wrong = unsettled(w.world.view(), plan, GROUP)
  } while (wrong.length > 0 && w.world.now - since < SETTLES_WITHIN_SECONDS * 1_000_000)
  return { healedIn: (w.world.now - since) / 1_000_000, wrong: wrong.map(each => `after ${SETTLES_WITHIN_SECONDS} s: ${each}`) }
}

/**
 * Kafka keeps a record acknowledged with acks=all as long as some member of the ISR or the ELR can lead. Members that went down
 * uncleanly are in neither when they come back (KIP-966); once the last-known leader has to do, records may be missing.
 */
function lost(w: ClusterStory, { topics }: Plan): string[] {
  const { processes } = w.world.view().ledger
  return topics.filter(({ name }) => !w.told().some(told => told.is === 'leader.elected' && mayLose(told.from) && splitPartitionId(told.partition)[0] === name))
    .map(({ name }) => ({ name, lost: processes[producerOf(name)]?.lost ?? 0 })).filter(({ lost }) => lost > 0)
    .map(({ name, lost }) => `ledger: ${lost} records of ${name} are lost that were acknowledged with acks=all`)
}

function broken(w: ClusterStory): string[] {
  const faults = w.told().flatMap(told => (told.is === 'log.line' && told.text.includes(UNEXPECTED) ? [`${told.process}, at ${told.at / 1_000_000} s: ${told.text}`] : []))
  return [...w.world.view().invariants.map(({ name, at, text }) => `${name}, at ${at / 1_000_000} s: ${text}`), ...faults]
}

/** A consumer that comes last reads every partition from its beginning. */
function read(w: ClusterStory, { topics }: Plan): string[] {
  w.consume(READER, topics.map(topic => topic.name), READER)
  const until = w.world.now + READS_WITHIN_SECONDS * 1_000_000
  let left: string[]
  do {
    w.run(500).millis
    left = unread(w.world.view(), READER)
  } while (left.length > 0 && w.world.now < until)
  return left
}

function outcome(w: ClusterStory, plan: Plan, healedIn: number, wrong: readonly string[]): Outcome {
  const { world } = w
  const actions = world.log().slice(-plan.deeds.length - 20).map(({ at, action }) => `  ${(at / 1_000_000).toFixed(6)}  ${JSON.stringify(action)}`)
  return {
    plan, wrong, healedIn, traceHash: world.traceHash(), seconds: world.now / 1_000_000, acknowledged: world.observers.ledger.view().totals.acknowledged,
    story: [`seed ${plan.seed}: faults ${plan.faults.join(', ')}; min.insync.replicas ${plan.minIsr}`, ...wrong.map(each => `! ${each}`), ...actions].join('\n'),
  }
}
