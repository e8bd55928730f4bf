import type { WorldDefinition } from '../../host/bring.ts'
import type { Matcher } from '../../host/matcher.ts'
import { ADMIN } from '../../host/perform.ts'
import type { Action } from '../../world/action.ts'
import { bootstrapServers, topologyActions, type Topology } from '../../world/topology.ts'
import { threeRacks } from './three-racks.ts'

/** What a person asks for on the form: a cluster with one topic in it. */
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
}

export const BOUNDS = { brokers: 12, partitions: 50 } as const

export const templates = {
  'one-broker': { brokers: 1, controller: 'combined', racks: 1, topic: 'orders', partitions: 3, replicationFactor: 1, profile: 'laptop' },
  'five-brokers': { brokers: 5, controller: 'apart', racks: 5, topic: 'orders', partitions: 10, replicationFactor: 3, profile: 'laptop' },
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

/** The cluster, an admin, and the topic made by a real request once its brokers are there. */
export function planDefinition(plan: Plan, id: string, seed: number): WorldDefinition {
  const { brokers, controller, racks, profile } = plan
  const topology: Topology = { brokers, controller, profile, racks: Array.from({ length: racks }, (_, i) => `rack-${String.fromCharCode(97 + i)}`) }
  const admin: Action = { do: 'process.start', process: ADMIN, program: 'admin', args: { configs: { 'bootstrap.servers': bootstrapServers(topology) } } }
  return {
    id, kind: 'free', seed, start: topologyActions(topology),
    opening: [withinMinute(brokers, unfenced), admin, createTopic(plan), withinMinute(plan.partitions, led(plan.topic))],
  }
}

const createTopic = ({ topic, partitions, replicationFactor }: Plan): Action => ({
  do: 'process.command', process: ADMIN,
  command: { tag: topic, command: { do: 'createTopics', topics: [{ name: topic, partitions, replicationFactor }] } },
})

const unfenced = (index: number): Matcher => ({ path: ['metadata', 'brokers', index + 1, 'fenced'], equals: false })
const led = (topic: string) => (partition: number): Matcher => ({ path: ['metadata', 'topics', topic, 'partitions', partition, 'leader'], exists: true })
const withinMinute = (count: number, each: (index: number) => Matcher) => ({ until: { all: Array.from({ length: count }, (_, i) => each(i)) }, for: 60_000_000 })
