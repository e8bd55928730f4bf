import { parentDir } from '../../log/log-manager.ts'
import { handler } from '../../net/handler.ts'
import { DescribeLogDirs } from '../../protocol/apis/35-describe-log-dirs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import type { Partition } from '../replica/partition.ts'

/**
 * What lies in this broker's log directories, by size and how far each replica is behind its high watermark (KIP-113). v4: the
 * volume's room, unknown here (KIP-827).
 */
export const describeLogDirs = (broker: Broker) => handler({
  api: DescribeLogDirs,
  handle: request => ({
    results: broker.node.logDirs.map(({ path }) => ({ errorCode: Errors.NONE, logDir: path, topics: describe(asked(broker, request, path)) })),
  }),
  refuse: (_, errorCode) => ({ errorCode }),
})

/** The replicas of a directory that are asked for; no topics named: all. */
function asked(broker: Broker, { topics }: Request<typeof DescribeLogDirs>, dir: string): Partition[] {
  const all = [...broker.partitions.values()].filter(({ log }) => parentDir(log.dir) === dir)
  if (topics === null) return all
  return all.filter(({ topic, index }) => topics.some(each => each.topic === topic && each.partitions.includes(index)))
}

const describe = (partitions: readonly Partition[]) => [...new Set(partitions.map(({ topic }) => topic))].map(name => ({
  name,
  partitions: partitions.filter(({ topic }) => topic === name).map(({ index, log }) => ({
    partitionIndex: index, partitionSize: log.sizeBytes, offsetLag: Math.max(log.highWatermark - log.logEndOffset, 0), isFutureKey: false,
  })),
}))
