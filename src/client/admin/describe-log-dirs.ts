import { DescribeLogDirs } from '../../protocol/apis/35-describe-log-dirs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Api, Response } from '../../protocol/schema.ts'
import { outcomeOf } from '../error-text.ts'
import type { TopicPartition } from '../topic-partition.ts'
import { ask, type Operation, type Outcome } from './operation.ts'

export interface DescribeLogDirsCommand { readonly do: 'describeLogDirs'; readonly brokers: readonly number[] }
/** `future`: it is being moved here from another directory of its broker. */
export interface LogDirReplica extends TopicPartition { readonly size: number; readonly offsetLag: number; readonly future: boolean }
export interface LogDir extends Outcome {
  readonly broker: number
  readonly path: string
  readonly replicas: readonly LogDirReplica[]
  /** Of the volume; null when the broker does not know. */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
}

interface State { readonly command: DescribeLogDirsCommand; readonly dirs: Map<number, readonly LogDir[]> }

export const describeLogDirs: Operation<DescribeLogDirsCommand, State, readonly LogDir[]> = {
  apis: [DescribeLogDirs as Api],
  begin: command => ({ command, dirs: new Map() }),
  plan: ({ command, dirs }) => command.brokers.filter(broker => !dirs.has(broker))
    .map(node => ask({ to: 'node', node }, DescribeLogDirs, { topics: null }, node)),
  take({ dirs }, { about }, response) {
    const { errorCode, results } = response as Response<typeof DescribeLogDirs>
    const broker = about as number
    dirs.set(broker, errorCode === Errors.NONE ? results.map(result => dirOf(broker, result))
      : [{ broker, path: '', replicas: [], totalBytes: null, usableBytes: null, ...outcomeOf(errorCode) }])
  },
  result: ({ command, dirs }) => command.brokers.flatMap(broker => dirs.get(broker)!),
}

type Result = Response<typeof DescribeLogDirs>['results'][number]
const dirOf = (broker: number, { logDir, topics, totalBytes, usableBytes, errorCode }: Result): LogDir => ({
  broker, path: logDir, totalBytes: known(totalBytes), usableBytes: known(usableBytes), ...outcomeOf(errorCode),
  replicas: topics.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, partitionSize, offsetLag, isFutureKey }) =>
    ({ topic: name, partition: partitionIndex, size: partitionSize, offsetLag, future: isFutureKey }))),
})

const known = (bytes: number): number | null => bytes < 0 ? null : bytes
