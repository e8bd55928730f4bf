import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import { ask, type Telling } from '../tool.ts'
import { ANY_DIR, type PlannedPartition } from './plan.ts'

/** A plan as its file has it; `dirOf` says in which directory a replica lies or is to lie. */
export const planText = (partitions: readonly PlannedPartition[], dirOf: (broker: number, tp: TopicPartition) => string = () => ANY_DIR): string =>
  JSON.stringify({
    version: 1,
    partitions: partitions.map(({ topic, partition, replicas }) =>
      ({ topic, partition, replicas, log_dirs: replicas.map(id => dirOf(id, { topic, partition })) })),
  })

/** As a plan one could execute to go back, with the directories the replicas lie in. */
export function* asPlan(current: readonly PlannedPartition[]): Telling<string> {
  const brokers = [...new Set(current.flatMap(({ replicas }) => replicas))]
  const dirs = yield* ask({ do: 'describeLogDirs', brokers })
  return planText(current, (broker, tp) =>
    dirs.find(dir => dir.broker === broker && dir.replicas.some(replica => !replica.future && idOf(replica) === idOf(tp)))?.path ?? ANY_DIR)
}
