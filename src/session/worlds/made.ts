import type { WorldDefinition } from '../../host/bring.ts'
import type { Matcher } from '../../host/matcher.ts'
import { ADMIN } from '../../host/perform.ts'
import type { Action } from '../../world/action.ts'
import { bootstrapServers, topologyActions, type Topology } from '../../world/topology.ts'
import { threeRacks } from './three-racks.ts'

/** What a person asks for on the form: a cluster with one topic in it. A template may have more of them, and somebody at work. */
export interface Plan {
  readonly brokers: number
  /** `combined`: the first broker is the controller as well. */
  readonly controller: 'apart' | 'combined'
  readonly racks: number
  readonly topic: string
  readonly partitions: number
  readonly replicationFactor: number
  /** Hardware: what its machines take for their work. */
  readonly profile: 'laptop' | 'zero'
  /** So many topics of so many partitions each, `orders.1`, `orders.2`, …; without it, the one. */
  readonly topics?: number
  /** Records a second that are sent to each of the first few topics, and read by a group. */
  readonly work?: { readonly topics: number; readonly recordsPerSecond: number }
}

export const BOUNDS = { brokers: 24, partitions: 100 } as const

export const templates = {
  'one-broker': { brokers: 1, controller: 'combined', racks: 1, topic: 'orders', partitions: 3, replicationFactor: 1, profile: 'laptop' },
  'five-brokers': { brokers: 5, controller: 'apart', racks: 5, topic: 'orders', partitions: 10, replicationFactor: 3, profile: 'laptop' },
  'twelve-brokers': {
    brokers: 12, controller: 'apart', racks: 3, topic: 'orders', partitions: 36, replicationFactor: 3, profile: 'laptop',
    work: { topics: 1, recordsPerSecond: 200 },
  },
  /** As large as Kakao tells of its own: 110 to 120 brokers, at most two to a rack. */
  kakao: {
    brokers: 110, controller: 'apart', racks: 55, topic: 'orders', partitions: 100, replicationFactor: 3, profile: 'laptop',
    topics: 50, work: { topics: 4, recordsPerSecond: 50 },
  },
} as const satisfies Record<string, Plan>
/** `three-racks`: the free world once more, with all who work in it. */
export type Template = keyof typeof templates | 'three-racks'

/** What is on the form, as Kafka would have it: no more replicas than brokers. */
export function inBounds(plan: Plan): Plan {
  const brokers = bounded(plan.brokers, BOUNDS.brokers)
  return {
    ...plan, brokers, partitions: bounded(plan.partitions, BOUNDS.partitions), racks: bounded(plan.racks, brokers),
    replicationFactor: bounded(plan.replicationFactor, brokers),
  }
}
const bounded = (value: number, most: number): number => Math.min(Math.max(1, Math.round(value) || 1), most)

/** Topic names Kafka takes. */
export const isTopicName = (name: string): boolean => /^[\w.-]{1,249}$/.test(name) && name !== '.' && name !== '..'

export function templateDefinition(template: Template, id: string, seed: number): WorldDefinition {
  return template === 'three-racks' ? { ...threeRacks(seed), id } : planDefinition(templates[template], id, seed)
}

/** The cluster, an admin, and the topics made by a real request once its brokers are there; then whoever works in it. */
export function planDefinition(plan: Plan, id: string, seed: number): WorldDefinition {
  const { brokers, controller, profile } = plan
  const topology: Topology = { brokers, controller, profile, racks: rackNames(plan.racks) }
  const configs = { 'bootstrap.servers': bootstrapServers(topology) }
  const admin: Action = { do: 'process.start', process: ADMIN, program: 'admin', args: { configs } }
  return {
    id, kind: 'free', seed, start: topologyActions(topology),
    opening: [
      withinMinute(Array.from({ length: brokers }, (_, i) => unfenced(i + 1))), admin, createTopics(plan),
      withinMinute(topicNames(plan).flatMap(topic => awaited(topic, plan.partitions))), ...workers(plan, configs),
    ],
  }
}

const rackNames = (racks: number): string[] =>
  Array.from({ length: racks }, (_, i) => `rack-${racks > 26 ? i + 1 : String.fromCharCode(97 + i)}`)

const topicNames = ({ topic, topics }: Plan): string[] => topics ? Array.from({ length: topics }, (_, i) => `${topic}.${i + 1}`) : [topic]

const createTopics = (plan: Plan): Action => {
  const topics = topicNames(plan).map(name => ({ name, partitions: plan.partitions, replicationFactor: plan.replicationFactor }))
  return { do: 'process.command', process: ADMIN, command: { tag: plan.topic, command: { do: 'createTopics', topics } } }
}

type Configs = Readonly<Record<string, string>>

/** A producer and a consumer for each topic that has work. */
const workers = (plan: Plan, configs: Configs): Action[] => topicNames(plan).slice(0, plan.work?.topics ?? 0).flatMap((topic, i): Action[] => [
  {
    do: 'process.start', process: `checkout-${i + 1}`, program: 'producer',
    args: { configs: { ...configs, 'linger.ms': '5' }, topic, recordsPerSecond: plan.work!.recordsPerSecond, valueBytes: 100, keys: 200 },
  },
  {
    do: 'process.start', process: `billing-${i + 1}`, program: 'consumer',
    args: { configs: { ...configs, 'group.id': 'billing', 'auto.offset.reset': 'earliest' }, topics: [topic], workMsPerRecord: 1 },
  },
])

const unfenced = (broker: number): Matcher => ({ path: ['metadata', 'brokers', broker, 'fenced'], equals: false })

/** The controller writes all partitions of a topic at once: of many, the last says it for all. */
const MANY = 100
const awaited = (topic: string, partitions: number): Matcher[] =>
  (partitions < MANY ? Array.from({ length: partitions }, (_, i) => i) : [partitions - 1]).map(led(topic))
const led = (topic: string) => (partition: number): Matcher => ({ path: ['metadata', 'topics', topic, 'partitions', partition, 'leader'], exists: true })
const withinMinute = (all: Matcher[]) => ({ until: { all }, for: 60_000_000 })
