import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { errorName, Errors } from '../protocol/errors.ts'
import type { Api, Response } from '../protocol/schema.ts'
import { log, type Broker } from './context.ts'
import { isValidTopicName } from './images.ts'

/** Topics this broker has asked the controller to create and not heard of yet (AutoTopicCreationManager). */
export interface TopicCreations { readonly inFlight: Set<string> }

export const newTopicCreations = (): TopicCreations => ({ inFlight: new Set() })

const LOGGER = 'kafka.server.DefaultAutoTopicCreationManager'

/**
 * Asks for topics that do not exist, in the background: who wanted them is told by error that they are not there yet. Gives that
 * error for each.
 */
export function requestTopics(broker: Broker, topics: readonly string[]): Map<string, number> {
  const { inFlight } = broker.topicCreations
  const valid = topics.filter(isValidTopicName), creatable = valid.filter(topic => !inFlight.has(topic))
  for (const topic of creatable) inFlight.add(topic)
  if (creatable.length > 0) {
    const request = {
      topics: creatable.map(topic => creatableTopic(broker, topic)), timeoutMs: broker.node.configs.broker().number('request.timeout.ms'),
    }
    broker.node.toController(CreateTopics, request, { is: 'topicsCreated', topics: creatable })
    log(broker, 'INFO', LOGGER, `Sent auto-creation request for Set(${creatable.join(', ')}) to the active controller.`)
  }
  return new Map(topics.map(topic => [topic, isValidTopicName(topic) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION]))
}

function creatableTopic(broker: Broker, name: string) {
  const configs = broker.node.configs.broker()
  if (name !== '__consumer_offsets') {
    return { name, numPartitions: configs.number('num.partitions'), replicationFactor: configs.number('default.replication.factor') }
  }
  return {
    name, numPartitions: configs.number('offsets.topic.num.partitions'), replicationFactor: configs.number('offsets.topic.replication.factor'),
    configs: [
      { name: 'compression.type', value: 'producer' }, { name: 'cleanup.policy', value: 'compact' },
      { name: 'segment.bytes', value: String(configs.number('offsets.topic.segment.bytes')) },
    ],
  }
}

export function onTopicsCreated(broker: Broker, topics: readonly string[], answer: Response<Api>): void {
  for (const topic of topics) broker.topicCreations.inFlight.delete(topic)
  for (const { name, errorCode, errorMessage } of (answer as Response<typeof CreateTopics>).topics) {
    if (errorCode !== Errors.NONE) log(
      broker, 'WARN', LOGGER, `Auto topic creation failed for ${name} with error '${errorName(errorCode)}': ${errorMessage ?? ''}`,
    )
  }
}

