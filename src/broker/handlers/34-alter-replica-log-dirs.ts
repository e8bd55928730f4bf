import { parentDir } from '../../log/log-manager.ts'
import { handler } from '../../net/handler.ts'
import { AlterReplicaLogDirs } from '../../protocol/apis/34-alter-replica-log-dirs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { partitionId } from '../replica/partition.ts'

/** Longest name of a folder. A replica on the move lies in one of `topic-partition.<32 hex digits>-future`. */
const MAX_FOLDER_NAME = 255
const FUTURE_SUFFIX = '.'.length + 32 + '-future'.length

/**
 * Moves replicas between the log directories of this broker (KIP-113). One that lies where it is wanted stays.
 */
export const alterReplicaLogDirs = (broker: Broker) => handler({
  api: AlterReplicaLogDirs,
  handle: request => ({
    results: topicsOf(request.dirs).map(topicName => ({
      topicName,
      partitions: request.dirs.flatMap(({ path, topics }) => topics.filter(({ name }) => name === topicName).flatMap(({ partitions }) =>
        partitions.map(partitionIndex => ({ partitionIndex, errorCode: move(broker, topicName, partitionIndex, path) })))),
    })),
  }),
  refuse: (request, errorCode) => ({
    results: request.dirs.flatMap(({ topics }) => topics.map(({ name, partitions }) =>
      ({ topicName: name, partitions: partitions.map(partitionIndex => ({ partitionIndex, errorCode })) }))),
  }),
})

const topicsOf = (dirs: readonly { topics: readonly { name: string }[] }[]): string[] =>
  [...new Set(dirs.flatMap(({ topics }) => topics.map(({ name }) => name)))]

/** ReplicaManager.alterReplicaLogDirs. A replica that is not here is not available, as older clients know it. */
function move(broker: Broker, topic: string, index: number, path: string): number {
  const id = partitionId(topic, index)
  if (id.length + FUTURE_SUFFIX > MAX_FOLDER_NAME) return Errors.INVALID_TOPIC_EXCEPTION
  const partition = broker.partitions.get(id)
  if (!broker.node.logDirs.some(dir => dir.path === path)) return Errors.LOG_DIR_NOT_FOUND
  return !partition ? Errors.REPLICA_NOT_AVAILABLE : parentDir(partition.log.dir) === path ? Errors.NONE : Errors.LOG_DIR_NOT_FOUND
}
