import { groupByTopic } from '../../client/topic-partition.ts'
import { placeReplicas, type UsableBroker } from '../../metadata/placement.ts'
import { errorName } from '../../protocol/errors.ts'
import { apiException, commandFailed, operationFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { jsonFile } from '../text/json-file.ts'
import { ask, chance, type Shell, type Telling } from '../tool.ts'
import { asPlan, planText } from './plan-text.ts'
import { currentReplicas } from './current.ts'
import { repeated, type PlannedPartition } from './plan.ts'

/** `--generate`: where topics lie, and where they could lie on the brokers given, leaders and racks in turn (StripedReplicaPlacer). */
export function* generate(shell: Shell, options: Options): Telling<void> {
  const brokers = options.one('broker-list')!.split(',').map(Number), twice = repeated(brokers)
  if (twice.length > 0) throw commandFailed(`Broker list contains duplicate entries: [${twice.join(', ')}]`)
  const topics = topicsIn(jsonFile(shell, options.one('topics-to-move-json-file')!))
  const described = yield* ask({ do: 'describeTopics', topics })
  const partitions = described.flatMap(({ name, partitions: each }) => each.map(({ partition }) => ({ topic: name, partition })))
  const current = yield* currentReplicas(topics.flatMap(topic => {
    const its = partitions.filter(each => each.topic === topic)
    return its.length > 0 ? its : [{ topic, partition: 0 }]
  }))
  const proposed = yield* place(current, yield* usable(brokers, !options.has('disable-rack-aware')))
  shell.out(`Current partition replica assignment\n${yield* asPlan(current)}\n\nProposed partition reassignment configuration\n${planText(proposed)}`)
}

function topicsIn(value: Readonly<Record<string, unknown>> | null): string[] {
  const topics = (value?.['topics'] as { topic: string }[] | undefined)?.map(({ topic }) => topic)
  if (!topics) throw operationFailed('Missing topics field')
  const twice = repeated(topics)
  if (twice.length > 0) throw commandFailed(`List of topics to reassign contains duplicate entries: [${twice.join(', ')}]`)
  return topics
}

function* usable(ids: readonly number[], withRacks: boolean): Telling<UsableBroker[]> {
  const live = (yield* ask({ do: 'describeCluster' })).brokers.filter(({ id }) => ids.includes(id)), racks = live.filter(({ rack }) => rack !== null)
  if (withRacks && racks.length > 0 && racks.length < live.length) {
    throw operationFailed('Not all brokers have rack information. Add --disable-rack-aware in command line to make replica assignment without rack '
      + 'information.')
  }
  return live.map(({ id, rack }) => ({ id, rack: withRacks ? rack : null, fenced: false }))
}

function* place(current: readonly PlannedPartition[], brokers: readonly UsableBroker[]): Telling<PlannedPartition[]> {
  const random = yield* chance(), proposed: PlannedPartition[] = []
  for (const [, partitions] of groupByTopic(current)) {
    const placed = placeReplicas(brokers, partitions.length, partitions[0]!.replicas.length, random)
    if ('code' in placed) throw apiException(errorName(placed.code), placed.message)
    proposed.push(...partitions.map((each, i) => ({ ...each, replicas: placed[i]! })))
  }
  return proposed
}
