import type { PartitionLog } from '../../log/api.ts'
import { printCheckpoint, printOffset, writeCheckpoint } from '../../log/checkpoint.ts'
import { HIGH_WATERMARKS, LOG_START_OFFSETS, parentDir, RECOVERY_POINTS } from '../../log/log-manager.ts'
import type { Broker } from '../context.ts'
import type { Partition } from './partition.ts'

/*
 * What a broker writes down of its logs, so that the next start need not find it out again: three files beside the partitions, in each
 * of its log directories.
 */

/** Every `replica.high.watermark.checkpoint.interval.ms`. */
export const checkpointHighWatermarks = (broker: Broker): void =>
  writeOffsets(broker, HIGH_WATERMARKS, logsOf(broker), log => log.highWatermark)

/** Up to where a log is known to be on the platter: recovery after a crash begins there. */
export const checkpointRecoveryPoints = (broker: Broker): void =>
  writeOffsets(broker, RECOVERY_POINTS, logsOf(broker), log => log.recoveryPoint)

/** Only logs that begin inside a segment: the others' names say where they begin. */
export const checkpointStartOffsets = (broker: Broker): void =>
  writeOffsets(
    broker, LOG_START_OFFSETS, logsOf(broker).filter(({ log }) => log.logStartOffset > (log.segments()[0]?.baseOffset ?? 0)),
    log => log.logStartOffset,
  )

type NamedLog = Pick<Partition, 'topic' | 'index' | 'log'>

/** A replica on the move has two, in two directories. */
const logsOf = (broker: Broker): NamedLog[] => [...broker.partitions.values()].flatMap(({ topic, index, log, future }) =>
  future ? [{ topic, index, log }, { topic, index, log: future.log }] : [{ topic, index, log }])

function writeOffsets(broker: Broker, name: string, logs: readonly NamedLog[], offset: (log: PartitionLog) => number): void {
  for (const { path } of broker.node.logDirs) {
    const own = logs.filter(({ log }) => parentDir(log.dir) === path)
    const lines = own.map(({ topic, index, log }) => printOffset({ topic, partition: index, offset: offset(log) }))
    const file = `${path}/${name}`, text = printCheckpoint(lines)
    if (broker.logDirectory.written.get(file) === text) continue
    broker.logDirectory.written.set(file, text)
    writeCheckpoint(broker.node.env.disk, file, lines)
  }
}
