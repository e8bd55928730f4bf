import type { ConfigEntry } from '../../client/admin/describe-configs.ts'
import type { DetailedPartition, DetailedTopic } from '../../client/admin/describe-topic-partitions.ts'
import type { Reassignment } from '../../client/admin/reassignments.ts'
import { idOf } from '../../client/topic-partition.ts'
import { illegalArgument, throwIfFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { hashOfText, inHashOrder } from '../text/java-order.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { chosenTopics, ensureTopicExists } from './names.ts'
import { HEALTH } from './options.ts'

interface Facts {
  readonly topic: DetailedTopic
  readonly configs: readonly ConfigEntry[]
  readonly moving: ReadonlyMap<string, Reassignment>
}

export function* describeTopics(shell: Shell, options: Options): Telling<void> {
  const found = yield* chosenTopics(options)
  const id = options.one('topic-id')
  const wanted = id === undefined ? found : found.filter(topic => topic.topicId === id)
  if (id === undefined) ensureTopicExists(found, options)
  else if (wanted.length === 0 && !options.has('if-exists')) throw illegalArgument(`TopicId '${id}' does not exist as expected`)
  if (wanted.length === 0) return
  const limit = options.int('partition-size-limit-per-response')
  const topics = yield* ask({ do: 'describeTopicPartitions', topics: wanted.map(({ name }) => name), ...limit !== undefined && { partitionLimit: limit } })
  for (const topic of topics) throwIfFailed(topic)
  const configs = yield* ask({ do: 'describeConfigs', resources: topics.map(({ name }) => ({ type: 'topic', name })) })
  const moving = new Map((yield* ask({ do: 'listPartitionReassignments' })).map(each => [idOf(each), each]))
  for (const topic of inHashOrder(topics, ({ name }) => hashOfText(name), topics.length)) {
    describe(shell, options, { topic, moving, configs: configs.find(({ resource }) => resource.name === topic.name)?.entries ?? [] })
  }
}

function describe(shell: Shell, options: Options, facts: Facts): void {
  const filters = HEALTH.filter(filter => options.has(filter))
  if (filters.length === 0 && (!options.has('topics-with-overrides') || overrides(facts.configs).length > 0)) shell.out(headline(facts))
  if (options.has('topics-with-overrides')) return
  for (const partition of facts.topic.partitions) {
    if (filters.length === 0 || filters.some(filter => unwell[filter](partition, facts))) shell.out(partitionLine(partition, facts))
  }
}

const overrides = (configs: readonly ConfigEntry[]): readonly ConfigEntry[] => configs.filter(({ source }) => source !== 'DEFAULT_CONFIG')
const minIsr = ({ configs }: Facts): number => Number(configs.find(({ name }) => name === 'min.insync.replicas')!.value)
const movingOf = ({ topic, moving }: Facts, { partition }: DetailedPartition): Reassignment | undefined => moving.get(idOf({ topic: topic.name, partition }))
/** Replicas that are still to come do not count. */
const replicationFactor = (facts: Facts, partition: DetailedPartition): number =>
  partition.replicas.length - (movingOf(facts, partition)?.addingReplicas.length ?? 0)

/** What each filter of partitions keeps. */
const unwell: Readonly<Record<typeof HEALTH[number], (partition: DetailedPartition, facts: Facts) => boolean>> = {
  'under-replicated-partitions': (partition, facts) => partition.isr.length < replicationFactor(facts, partition),
  'unavailable-partitions': ({ leader }) => leader === null,
  'under-min-isr-partitions': ({ isr }, facts) => isr.length < minIsr(facts),
  'at-min-isr-partitions': ({ isr }, facts) => isr.length === minIsr(facts),
}

function headline(facts: Facts): string {
  const { topic: { name, topicId, partitions }, configs } = facts
  const factor = partitions[0] ? replicationFactor(facts, partitions[0]) : 0
  return `Topic: ${name}\tTopicId: ${topicId}\tPartitionCount: ${partitions.length}\tReplicationFactor: ${factor}`
    + `\tConfigs: ${overrides(configs).map(entry => `${entry.name}=${entry.value}`).join(',')}`
}

function partitionLine(each: DetailedPartition, facts: Facts): string {
  const { partition, leader, replicas, isr, elr, lastKnownElr } = each, moving = movingOf(facts, each)
  return `\tTopic: ${facts.topic.name}\tPartition: ${partition}\tLeader: ${leader ?? 'none'}\tReplicas: ${replicas.join(',')}\tIsr: ${isr.join(',')}`
    + (moving ? `\tAdding Replicas: ${moving.addingReplicas.join(',')}\tRemoving Replicas: ${moving.removingReplicas.join(',')}` : '')
    + `\tElr: ${elr.join(',')}\tLastKnownElr: ${lastKnownElr.join(',')}`
}
