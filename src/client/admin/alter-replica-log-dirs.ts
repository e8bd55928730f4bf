import { AlterReplicaLogDirs } from '../../protocol/apis/34-alter-replica-log-dirs.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import { groupByTopic, type TopicPartition } from '../topic-partition.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

interface Replica extends TopicPartition { readonly broker: number }
export interface AlterReplicaLogDirsCommand {
  readonly do: 'alterReplicaLogDirs'
  /** Which directory of its broker each replica is to lie in. */
  readonly moves: readonly (Replica & { readonly path: string })[]
}
export interface AlteredReplica extends Outcome, Replica { }

interface State { readonly command: AlterReplicaLogDirsCommand; readonly done: Map<number, readonly AlteredReplica[]> }

export const alterReplicaLogDirs: Operation<AlterReplicaLogDirsCommand, State, readonly AlteredReplica[]> = {
  apis: [AlterReplicaLogDirs as Api],
  begin: command => ({ command, done: new Map() }),
  plan: ({ command: { moves }, done }) => [...new Set(moves.map(({ broker }) => broker))].filter(broker => !done.has(broker)).map(broker => {
    const own = moves.filter(move => move.broker === broker)
    const dirs = [...new Set(own.map(({ path }) => path))].map(path => ({
      path,
      topics: groupByTopic(own.filter(move => move.path === path)).map(([name, each]) => ({ name, partitions: each.map(tp => tp.partition) })),
    }))
    return ask({ to: 'node', node: broker }, AlterReplicaLogDirs, { dirs }, broker)
  }),
  take({ done }, { about }, response) {
    const broker = about as number
    done.set(broker, (response as Response<typeof AlterReplicaLogDirs>).results.flatMap(({ topicName, partitions }) =>
      partitions.map(({ partitionIndex, errorCode }) => ({ broker, topic: topicName, partition: partitionIndex, ...outcomeOf(errorCode) }))))
  },
  result: ({ done }) => [...done.values()].flat(),
}
