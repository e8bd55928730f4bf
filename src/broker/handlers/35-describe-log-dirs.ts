import type { PartitionLog } from '../../log/api.ts'
import { parentDir } from '../../log/log-manager.ts'
import { handler } from '../../net/handler.ts'
import { DescribeLogDirs } from '../../protocol/apis/35-describe-log-dirs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import type { Partition } from '../replica/partition.ts'

/**
 * What lies in this broker's log directories, by size, and how far each log is behind: a replica behind its high watermark, a future
 * log behind the replica it copies (KIP-113). v4: the volume's room (KIP-827).
 */
export const describeLogDirs = (broker: Broker) => handler({
  api: DescribeLogDirs,
  handle: request => {
    const logs = asked(broker, request).flatMap(logsOf)
    return {
      results: broker.node.logDirs.map(({ path }) => ({
        errorCode: Errors.NONE, logDir: path, topics: describe(logs.filter(each => each.dir === path)), ...broker.node.env.disk.room(),
      })),
    }
  },
  refuse: (_, errorCode) => ({ errorCode }),
})

/** The replicas asked for; no topics named: all. */
function asked(broker: Broker, { topics }: Request<typeof DescribeLogDirs>): Partition[] {
  const all = [...broker.partitions.values()]
  if (topics === null) return all
  return all.filter(({ topic, index }) => topics.some(each => each.topic === topic && each.partitions.includes(index)))
}

interface DescribedLog { readonly topic: string; readonly index: number; readonly dir: string; readonly size: number; readonly lag: number; readonly future: boolean }

/** ReplicaManager.getLogEndOffsetLag. */
function logsOf({ topic, index, log, future }: Partition): DescribedLog[] {
  const described = ({ dir, sizeBytes }: PartitionLog, lag: number, isFuture: boolean) => ({ topic, index, dir: parentDir(dir), size: sizeBytes, lag, future: isFuture })
  const current = described(log, Math.max(log.highWatermark - log.logEndOffset, 0), false)
  return future ? [current, described(future.log, log.logEndOffset - future.log.logEndOffset, true)] : [current]
}

const describe = (logs: readonly DescribedLog[]) => [...new Set(logs.map(({ topic }) => topic))].map(name => ({
  name,
  partitions: logs.filter(({ topic }) => topic === name)
    .map(({ index, size, lag, future }) => ({ partitionIndex: index, partitionSize: size, offsetLag: lag, isFutureKey: future })),
}))
