import type { CreatedTopic, NewTopic } from '../../client/admin/create-topics.ts'
import { ToolException, apiException, illegalArgument } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { parseReplicaAssignment } from './assignment.ts'

const MAX_REPLICATION_FACTOR = 32_767
const COLLISION = "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. "
  + 'To avoid issues it is best to use either, but not both.'

export function* createTopic(shell: Shell, options: Options): Telling<void> {
  const topic = newTopic(options)
  if (/[._]/.test(topic.name)) shell.out(COLLISION)
  checkNumbers(topic)
  if (topic.name === '') throw apiException('INVALID_TOPIC_EXCEPTION', "The given topic name '' cannot be represented in a request.")
  const [created] = yield* ask({ do: 'createTopics', topics: [topic] })
  if (created!.error === null) shell.out(`Created topic ${topic.name}.`)
  else if (created!.error !== 'TOPIC_ALREADY_EXISTS' || !options.has('if-not-exists')) throw refusal(created!)
}

function newTopic(options: Options): NewTopic {
  const partitions = options.int('partitions'), replicationFactor = options.int('replication-factor')
  const assignment = options.one('replica-assignment')
  return {
    name: options.one('topic')!, configs: topicConfigs(options),
    ...partitions !== undefined && { partitions }, ...replicationFactor !== undefined && { replicationFactor },
    ...assignment !== undefined && { assignments: parseReplicaAssignment(assignment) },
  }
}

function topicConfigs(options: Options): Record<string, string> {
  const pairs = options.all('config').map(text => text.split(/\s*=\s*/))
  if (pairs.some(pair => pair.length !== 2)) {
    throw illegalArgument('requirement failed: Invalid topic config: all configs to be added must be in the format "key=val".')
  }
  return Object.fromEntries(pairs.map(([name, value]) => [name!.trim(), value!.trim()]))
}

function checkNumbers({ partitions, replicationFactor }: NewTopic): void {
  if (replicationFactor !== undefined && (replicationFactor < 1 || replicationFactor > MAX_REPLICATION_FACTOR)) {
    throw illegalArgument('The replication factor must be between 1 and 32767 inclusive')
  }
  if (partitions !== undefined && partitions < 1) throw illegalArgument('The partitions must be greater than 0')
}

/** Values are checked by the broker here; Kafka's tool has the same table in itself, and so throws what that throws. */
const refusal = ({ error, message }: CreatedTopic): ToolException =>
  error === 'INVALID_CONFIG' && message!.startsWith('Invalid value ')
    ? new ToolException('org.apache.kafka.common.config.ConfigException', message!) : apiException(error!, message!)
