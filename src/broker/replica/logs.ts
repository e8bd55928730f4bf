import type { PartitionId } from '../../env/domain-event.ts'
import type { Plain } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import * as manager from '../../log/log-manager.ts'
import { UnifiedLog, type LogState } from '../../log/partition-log.ts'
import { after, log, tell, type Broker } from '../context.ts'
import { FatalError } from '../fatal-error.ts'
import { splitPartitionId } from '../images.ts'
import { checkpointHighWatermarks, checkpointRecoveryPoints, checkpointStartOffsets } from './checkpoints.ts'
import { logConfigOf } from './log-config.ts'
import type { Partition } from './partition.ts'

/*
 * Logs that come and go with replicas: opened at start, set aside and removed with those that go. `claim.ts` makes new ones.
 */

const MANAGER = 'kafka.log.LogManager'
const METADATA_TOPIC = '__cluster_metadata'

export const deps = (broker: Broker) => ({ disk: broker.node.env.disk, codecs: broker.node.env.codecs })
export const say = (broker: Broker, text: string): void => log(broker, 'INFO', MANAGER, text)

/** Opens every log there is; after an unclean stop they are checked from their recovery points on. */
export function findLogs(broker: Broker): void {
  const paths = broker.node.logDirs.map(({ path }) => path)
  say(broker, `Loading logs from log dirs ArrayBuffer(${paths.join(', ')})`)
  const loaded = paths.map(path => findLogsIn(broker, path)), total = loaded.reduce((sum, { logs }) => sum + logs.length, 0)
  const unclean = paths.filter((_, i) => !loaded[i]!.clean && loaded[i]!.logs.length > 0)
  say(broker, `Loaded ${total} logs in 0ms${unclean.length === 0 ? '' : ` (unclean log dirs = ArrayBuffer(${unclean.join(', ')}))`}`)
  say(broker, `Starting log cleanup with a period of ${broker.settings.retentionCheckInterval / micros.perMilli} ms.`)
  say(broker, 'Starting log flusher with a default period of 9223372036854775807 ms.')
}

function findLogsIn(broker: Broker, root: string): manager.FoundDirectory {
  const { env, configs } = broker.node
  const found = manager.openDirectory(deps(broker), {
    root, now: env.wall(), configOf: topic => logConfigOf(configs.topic(topic)), isOurs: id => splitPartitionId(id).topic !== METADATA_TOPIC,
  })
  const { logs, clean, deleted } = found
  if (logs.length > 0) say(
    broker,
    `${clean ? 'Skipping recovery of' : 'Recovering'} ${logs.length} logs from ${root} since ${clean ? '' : 'no '}clean shutdown file was found`,
  )
  logs.forEach((each, i) => noteFound(broker, each, clean, `${i + 1}/${logs.length}`))
  for (const dir of deleted) scheduleRemoval(broker, dir, formerName(dir), configs.broker().number('log.segment.delete.delay.ms'))
  return found
}

/** `/data/orders-4.2f1c…-delete` was `orders-4`. */
const formerName = (dir: string): PartitionId => dir.slice(manager.parentDir(dir).length + 1, dir.lastIndexOf('.')) as PartitionId

function noteFound(broker: Broker, { partition: id, dir, future, topicId, log: opened, cutBytes }: manager.FoundLog, clean: boolean, progress: string): void {
  const { topic, index } = splitPartitionId(id), { logStartOffset: start, logEndOffset: end, highWatermark } = opened
  const logs = broker.logDirectory[future ? 'futures' : 'found'], twin = logs.get(id)
  if (twin) refuseTwins(broker, id, dir, twin.log.dir)
  logs.set(id, { topicId, log: opened })
  if (!clean && !future) tell(broker, { is: 'log.recovered', broker: broker.node.nodeId, partition: id, start, end, cutBytes })
  say(broker, `Completed load of Log(dir=${dir}, topicId=${topicId}, topic=${topic}, partition=${index}, highWatermark=${highWatermark}, `
    + `lastStableOffset=${highWatermark}, logStartOffset=${start}, logEndOffset=${end}) with ${opened.segments().length} segments, `
    + `local-log-start-offset ${start} and log-end-offset ${end} in 0ms (${progress} completed in ${manager.parentDir(dir)})`)
}

/** Which of two logs of a partition is the right one nobody can tell but a person (LogManager.loadLog). */
function refuseTwins(broker: Broker, id: PartitionId, dir: string, other: string): never {
  const reason = `Duplicate log directories for ${id} are found in both ${dir} and ${other}. It is likely because log directory failure happened `
    + 'while broker was replacing current replica with future replica. Recover broker from this failure by manually deleting one of the two '
    + 'directories for this partition. It is recommended to delete the partition in the log directory that is known to have failed recently.'
  log(broker, 'ERROR', MANAGER, `There was an error in one of the threads during logs loading: java.lang.IllegalStateException: ${reason}`)
  throw new FatalError(reason)
}

/** As it was saved; its files are on the disk. */
export const reopenLog = (broker: Broker, state: Plain): PartitionLog => new UnifiedLog(deps(broker), state as LogState)

export function deleteLogs(broker: Broker, partition: Partition): void {
  discard(broker, partition.id, partition.log)
  if (partition.future) discard(broker, partition.id, partition.future.log)
  tell(broker, { is: 'log.deleted', broker: broker.node.nodeId, partition: partition.id })
}

/** Renamed at once, so that the name is free; removed when nobody can be reading it any more. */
export function discard(broker: Broker, id: PartitionId, { dir }: PartitionLog): void {
  const aside = manager.setAside(broker.node.env.disk, dir, id, randomHex(broker))
  say(broker, `Log for partition ${id} is renamed to ${aside} and is scheduled for deletion`)
  scheduleRemoval(broker, aside, id, broker.node.configs.topic(splitPartitionId(id).topic).number('file.delete.delay.ms'))
}

function scheduleRemoval(broker: Broker, dir: string, id: PartitionId, delayMs: number): void {
  broker.logDirectory.deleting.set(dir, id)
  after(broker, delayMs * micros.perMilli, { is: 'removeFolder', dir })
}

export function removeFolder(broker: Broker, dir: string): void {
  const id = broker.logDirectory.deleting.get(dir)
  if (!id) return
  broker.logDirectory.deleting.delete(dir)
  manager.removeFolder(broker.node.env.disk, dir)
  say(broker, `Deleted log for partition ${id} in ${dir}.`)
}

/** Metadata is known now, and these are in no assignment: they are kept under another name, for a person to look at. */
export function setAsideStrays(broker: Broker): void {
  for (const logs of [broker.logDirectory.found, broker.logDirectory.futures]) {
    for (const [id, { log: { dir } }] of logs) {
      say(broker, `Found stray log dir ${dir}: the current replica assignment does not contain the local brokerId ${broker.node.nodeId}.`)
      manager.setAside(broker.node.env.disk, dir, id, randomHex(broker), '-stray')
    }
    logs.clear()
  }
}

export const randomHex = (broker: Broker): string => Array.from(broker.node.env.random.bytes16(), byte => byte.toString(16).padStart(2, '0')).join('')

/** A clean stop: everything is flushed, and the next start need not check. */
export function closeLogs(broker: Broker): void {
  for (const { log: each, future } of broker.partitions.values()) {
    each.close()
    future?.log.close()
  }
  checkpointHighWatermarks(broker)
  checkpointRecoveryPoints(broker)
  checkpointStartOffsets(broker)
  for (const { path } of broker.node.logDirs) manager.markCleanShutdown(broker.node.env.disk, path, broker.node.brokerEpoch())
  say(broker, 'Shutdown complete.')
  log(broker, 'INFO', 'kafka.server.ReplicaManager', `[ReplicaManager broker=${broker.node.nodeId}] Shut down completely`)
}
