import { handler } from '../../net/handler.ts'
import { AlterReplicaLogDirs } from '../../protocol/apis/34-alter-replica-log-dirs.ts'
import type { Broker } from '../context.ts'
import { alterReplicaLogDir } from '../replica/move.ts'

/** Moves replicas between the log directories of this broker (KIP-113): the answer says that it has begun. */
export const alterReplicaLogDirs = (broker: Broker) => handler({
  api: AlterReplicaLogDirs,
  handle: request => ({
    results: topicsOf(request.dirs).map(topicName => ({
      topicName,
      partitions: request.dirs.flatMap(({ path, topics }) => topics.filter(({ name }) => name === topicName).flatMap(({ partitions }) =>
        partitions.map(partitionIndex => ({ partitionIndex, errorCode: alterReplicaLogDir(broker, topicName, partitionIndex, path) })))),
    })),
  }),
  refuse: (request, errorCode) => ({
    results: request.dirs.flatMap(({ topics }) => topics.map(({ name, partitions }) =>
      ({ topicName: name, partitions: partitions.map(partitionIndex => ({ partitionIndex, errorCode })) }))),
  }),
})

const topicsOf = (dirs: readonly { topics: readonly { name: string }[] }[]): string[] =>
  [...new Set(dirs.flatMap(({ topics }) => topics.map(({ name }) => name)))]
