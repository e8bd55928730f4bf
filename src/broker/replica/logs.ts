import type { PartitionId } from '../../env/domain-event.ts'
import type { Plain } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import type { PartitionLog } from '../../log/api.ts'
import * as manager from '../../log/log-manager.ts'
import { UnifiedLog, type LogState } from '../../log/partition-log.ts'
import { resourceKey } from '../../metadata/image.ts'
import { after, log, tell, type Broker } from '../context.ts'
import { FatalError } from '../fatal-error.ts'
import { splitPartitionId } from '../images.ts'
import { checkpointHighWatermarks, checkpointRecoveryPoints, checkpointStartOffsets } from './checkpoints.ts'
import { sayPartition } from '../lines.ts'
import { logConfigOf } from './log-config.ts'
import { partitionId, type Partition } from './partition.ts'

/*
 * Logs that come and go with replicas: opened at start, made for new ones, set aside and removed for those that go.
 */

const MANAGER = 'kafka.log.LogManager'
const METADATA_TOPIC = '__cluster_metadata'

const deps = (broker: Broker) => ({ disk: broker.node.env.disk, codecs: broker.node.env.codecs })
const say = (broker: Broker, text: string): void => log(broker, 'INFO', MANAGER, text)

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

function noteFound(broker: Broker, { partition: id, dir, topicId, log: opened, cutBytes }: manager.FoundLog, clean: boolean, progress: string): void {
  const { topic, index } = splitPartitionId(id), { logStartOffset: start, logEndOffset: end, highWatermark } = opened
  const twin = broker.logDirectory.found.get(id)
  if (twin) refuseTwins(broker, id, dir, twin.log.dir)
  broker.logDirectory.found.set(id, { topicId, log: opened })
  if (!clean) tell(broker, { is: 'log.recovered', broker: broker.node.nodeId, partition: id, start, end, cutBytes })
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

/** The log of a replica that is to be here: found at start, or new. One of a former topic of that name goes. `directory`: where metadata has it. */
export function claimLog(broker: Broker, topic: string, topicId: string, index: number, directory: string): PartitionLog {
  const id = partitionId(topic, index), found = broker.logDirectory.found.get(id)
  broker.logDirectory.found.delete(id)
  if (found && (found.topicId === null || found.topicId === topicId)) return loaded(broker, id, found.log)
  if (found) discard(broker, id, found.log)
  const { env, configs } = broker.node
  const made = manager.createLog(deps(broker), dirFor(broker, directory), id, topicId, logConfigOf(configs.topic(topic)), env.wall())
  say(broker, `Created log for partition ${id} in ${made.dir} with properties {${overrides(broker, topic)}}`)
  sayPartition(broker, id, `No checkpointed highwatermark is found for partition ${id}`)
  return loaded(broker, id, made)
}

/** Where metadata has it, if that is one of ours; else the directory with the fewest logs (LogManager.getOrCreateLog, nextLogDirs). */
function dirFor(broker: Broker, directory: string): string {
  const { logDirs } = broker.node, assigned = logDirs.find(({ id }) => id === directory)
  if (assigned) return assigned.path
  const logs = [...broker.partitions.values(), ...broker.logDirectory.found.values()].map(({ log }) => manager.parentDir(log.dir))
  const counted = logDirs.map(({ path }) => ({ path, logs: logs.filter(each => each === path).length }))
  return counted.reduce((least, each) => each.logs < least.logs ? each : least).path
}

function loaded(broker: Broker, id: PartitionId, opened: PartitionLog): PartitionLog {
  sayPartition(broker, id, `Log loaded for partition ${id} with initial high watermark ${opened.highWatermark}`)
  return opened
}

const overrides = (broker: Broker, topic: string): string =>
  [...broker.node.image().configs.get(resourceKey('topic', topic)) ?? []].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => `${name}=${name === 'compression.type' ? `"${value}"` : value}`).join(', ')

/** As it was saved; its files are on the disk. */
export const reopenLog = (broker: Broker, state: Plain): PartitionLog => new UnifiedLog(deps(broker), state as LogState)

export function deleteLog(broker: Broker, partition: Partition): void {
  discard(broker, partition.id, partition.log)
  tell(broker, { is: 'log.deleted', broker: broker.node.nodeId, partition: partition.id })
}

/** Renamed at once, so that the name is free; removed when nobody can be reading it any more. */
function discard(broker: Broker, id: PartitionId, { dir }: PartitionLog): void {
  const aside = manager.setAside(broker.node.env.disk, dir, randomHex(broker))
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
  const { disk } = broker.node.env
  for (const { log: { dir } } of broker.logDirectory.found.values()) {
    say(broker, `Found stray log dir ${dir}: the current replica assignment does not contain the local brokerId ${broker.node.nodeId}.`)
    const stray = `${dir}.${randomHex(broker)}-stray`
    for (const file of disk.list(`${dir}/`)) disk.rename(file, stray + file.slice(dir.length))
  }
  broker.logDirectory.found.clear()
}

const randomHex = (broker: Broker): string => Array.from(broker.node.env.random.bytes16(), byte => byte.toString(16).padStart(2, '0')).join('')

/** A clean stop: everything is flushed, and the next start need not check. */
export function closeLogs(broker: Broker): void {
  for (const { log: each } of broker.partitions.values()) each.close()
  checkpointHighWatermarks(broker)
  checkpointRecoveryPoints(broker)
  checkpointStartOffsets(broker)
  for (const { path } of broker.node.logDirs) manager.markCleanShutdown(broker.node.env.disk, path, broker.node.brokerEpoch())
  say(broker, 'Shutdown complete.')
  log(broker, 'INFO', 'kafka.server.ReplicaManager', `[ReplicaManager broker=${broker.node.nodeId}] Shut down completely`)
}
