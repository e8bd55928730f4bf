import type { PartitionId } from '../../env/domain-event.ts'
import type { PartitionLog } from '../../log/api.ts'
import * as manager from '../../log/log-manager.ts'
import { resourceKey } from '../../metadata/image.ts'
import type { Broker } from '../context.ts'
import { sayPartition } from '../lines.ts'
import { checkpointRecoveryPoints, checkpointStartOffsets } from './checkpoints.ts'
import { directoryId } from './log-directory.ts'
import { logConfigOf } from './log-config.ts'
import { deps, discard, randomHex, say } from './logs.ts'
import { partitionId, type Partition } from './partition.ts'

/*
 * The logs of replicas that are to be here: found at start, or new, in which directory; and those of replicas that move to another.
 */

/** The log of a replica that is to be here: found at start, or new. One of a former topic of that name goes. `directory`: where metadata has it. */
export function claimLog(broker: Broker, topic: string, topicId: string, index: number, directory: string): PartitionLog {
  const id = partitionId(topic, index), abandoned = claimAbandoned(broker, id, topicId, directory), found = broker.logDirectory.found.get(id)
  broker.logDirectory.found.delete(id)
  if (abandoned && found) discard(broker, id, found.log)
  if (abandoned) return loaded(broker, id, renamed(broker, id, abandoned))
  if (found && (found.topicId === null || found.topicId === topicId)) return loaded(broker, id, found.log)
  if (found) discard(broker, id, found.log)
  const { env, configs } = broker.node
  const made = manager.createLog(deps(broker), dirFor(broker, id, directory), id, topicId, logConfigOf(configs.topic(topic)), env.wall())
  say(broker, `Created log for partition ${id} in ${made.dir} with properties {${overrides(broker, topic)}}`)
  sayPartition(broker, id, `No checkpointed highwatermark is found for partition ${id}`)
  return loaded(broker, id, made)
}

/**
 * A future log that metadata has for the replica already: the broker ended before it could take the former's place, which it does now
 * (LogManager.recoverAbandonedFutureLogs).
 */
function claimAbandoned(broker: Broker, id: PartitionId, topicId: string, directory: string): PartitionLog | null {
  const future = broker.logDirectory.futures.get(id)
  if (!future || future.topicId !== topicId || directoryId(broker, future.log) !== directory) return null
  broker.logDirectory.futures.delete(id)
  say(broker, `Attempting to recover abandoned future log for ${id} at ${future.log.dir}`)
  return future.log
}

const renamed = (broker: Broker, id: PartitionId, future: PartitionLog): PartitionLog =>
  manager.renameLog(deps(broker), future, `${manager.parentDir(future.dir)}/${id}`)

/** The log of a move that a restart interrupted; one of a former topic of that name goes. */
export function claimFuture(broker: Broker, { id, topicId, log: current }: Partition): PartitionLog | null {
  const future = broker.logDirectory.futures.get(id)
  if (!future) return null
  broker.logDirectory.futures.delete(id)
  if (future.topicId === topicId && manager.parentDir(future.log.dir) !== manager.parentDir(current.dir)) return future.log
  discard(broker, id, future.log)
  return null
}

/** A new log in another directory, to copy the replica's own. */
export function makeFuture(broker: Broker, { id, topic, topicId }: Partition, path: string): PartitionLog {
  const { env, configs } = broker.node, folder = manager.futureFolder(id, randomHex(broker))
  const made = manager.createLog(deps(broker), path, id, topicId, logConfigOf(configs.topic(topic)), env.wall(), folder)
  say(broker, `Created log for partition ${id} in ${made.dir} with properties {${overrides(broker, topic)}}`)
  return made
}

/** The future log becomes the replica's own, and the former goes (LogManager.replaceCurrentWithFutureLog). */
export function replaceWithFuture(broker: Broker, partition: Partition, future: PartitionLog): void {
  const { id, log: former } = partition
  say(broker, `Attempting to replace current log ${former.dir} with ${future.dir} for ${id}`)
  future.updateHighWatermark(former.highWatermark)
  if (partition.role === 'leader') future.startEpoch(partition.leaderEpoch)
  partition.log = renamed(broker, id, future)
  partition.future = null
  partition.view = null
  discard(broker, id, former)
  checkpointRecoveryPoints(broker)
  checkpointStartOffsets(broker)
  say(broker, `The current replica is successfully replaced with the future replica for ${id}`)
}

/** Where a person wants it, or metadata has it, if that is one of ours; else the directory with the fewest logs (LogManager.getOrCreateLog, nextLogDirs). */
function dirFor(broker: Broker, id: PartitionId, directory: string): string {
  const { logDirs } = broker.node, { preferred } = broker.logDirectory
  const wanted = preferred.get(id) ?? logDirs.find(each => each.id === directory)?.path
  preferred.delete(id)
  return wanted ?? emptiestDir(broker)
}

function emptiestDir({ node: { logDirs }, partitions, logDirectory: { found, futures } }: Broker): string {
  const moving = [...partitions.values()].flatMap(({ future }) => future ?? [])
  const logs = [...partitions.values(), ...moving, ...found.values(), ...futures.values()].map(({ log }) => manager.parentDir(log.dir))
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
