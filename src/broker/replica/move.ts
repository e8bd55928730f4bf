import type { PartitionId } from '../../env/domain-event.ts'
import { parentDir } from '../../log/log-manager.ts'
import type { PartitionLog } from '../../log/api.ts'
import { Errors } from '../../protocol/errors.ts'
import { after, type Broker } from '../context.ts'
import { beginWithBatch, truncationOffset } from '../fetcher/truncate.ts'
import { partitionOf } from '../images.ts'
import { sayPartition } from '../lines.ts'
import { assignTo, sendAssignments } from './assignments.ts'
import { directoryId } from './log-directory.ts'
import { makeFuture, replaceWithFuture } from './claim.ts'
import { discard } from './logs.ts'
import { partitionId, type Future, type Partition } from './partition.ts'
import { holdsBackMove, noteMoved } from './throttle.ts'

/*
 * A replica moves to another directory of its broker (KIP-113, ReplicaAlterLogDirsThread): a future log there copies the current one.
 * When it has caught up the controller is told where the replica will lie (KIP-858), and when that is taken the future log takes the
 * current one's place. Whatever happens to the current log meanwhile, the next step sees it.
 */

/** What the mover asked of a slot: the next bytes of a partition, for the future log in `dir`. */
export interface CopyWork { readonly is: 'copyReplica'; readonly id: PartitionId; readonly dir: string }

/** Longest name of a folder. A replica on the move lies in one of `topic-partition.<32 hex digits>-future`. */
const MAX_FOLDER_NAME = 255
const FUTURE_SUFFIX = '.'.length + 32 + '-future'.length

/** ReplicaManager.alterReplicaLogDirs, of one replica; gives Kafka's error. One that is not here yet will be made there when it comes. */
export function alterReplicaLogDir(broker: Broker, topic: string, index: number, path: string): number {
  const id = partitionId(topic, index), partition = broker.partitions.get(id)
  if (id.length + FUTURE_SUFFIX > MAX_FOLDER_NAME) return Errors.INVALID_TOPIC_EXCEPTION
  if (!broker.node.logDirs.some(dir => dir.path === path)) return Errors.LOG_DIR_NOT_FOUND
  if (!partition) {
    broker.logDirectory.preferred.set(id, path)
    return partitionOf(broker.node.image(), topic, index) ? Errors.REPLICA_NOT_AVAILABLE : Errors.UNKNOWN_TOPIC_OR_PARTITION
  }
  if (partition.future && parentDir(partition.future.log.dir) !== path) cancelMove(broker, partition)
  if (parentDir(partition.log.dir) === path) {
    sayPartition(broker, id, `Current log directory ${path} is same as requested log dir ${path}. Skipping future replica creation.`)
  } else if (!partition.future) startMove(broker, partition, makeFuture(broker, partition, path))
  return Errors.NONE
}

/** Begins, or goes on after a restart. */
export function startMove(broker: Broker, partition: Partition, future: PartitionLog): void {
  partition.future = { log: future, state: 'copying', busy: false }
  copyMore(broker, partition, partition.future)
}

/** Metadata may say already that the replica lies in the new directory: that it stays where it is has to be said again. */
export function cancelMove(broker: Broker, partition: Partition): void {
  const { future } = partition
  if (!future) return
  if (future.state !== 'copying') assignTo(broker, partition, directoryId(broker, partition.log))
  partition.future = null
  discard(broker, partition.id, future.log)
  sendAssignments(broker)
}

/** Asks for the next bytes, unless that is under way; at once, or when the throttle lets them. */
function copyMore(broker: Broker, partition: Partition, future: Future): void {
  if (future.busy) return
  future.busy = true
  const work: CopyWork = { is: 'copyReplica', id: partition.id, dir: future.log.dir }
  if (holdsBackMove(broker, partition, future.log)) after(broker, broker.settings.replicaFetchBackoff, work)
  else broker.node.env.work('fetcher', { requests: 1, bytes: nextBytes(broker, partition.log, future.log).length }, work)
}

const nextBytes = ({ settings }: Broker, from: PartitionLog, to: PartitionLog) =>
  from.read(Math.max(to.logEndOffset, from.logStartOffset), settings.replicaFetchMaxBytes, { upTo: from.logEndOffset, minOneMessage: true })

/** The timer of a move that was held back: it may be let go now. */
export function onMoveTimer(broker: Broker, { id, dir }: CopyWork): void {
  const partition = broker.partitions.get(id), future = partition?.future
  if (!partition || future?.log.dir !== dir) return
  future.busy = false
  copyMore(broker, partition, future)
}

/** A slot has copied: append what the current log has beyond the future one, and see whether that was all. */
export function onCopied(broker: Broker, { id, dir }: CopyWork): void {
  const partition = broker.partitions.get(id), future = partition?.future
  if (!partition || future?.log.dir !== dir) return
  future.busy = false
  copy(broker, partition, future.log)
  advance(broker, partition)
}

function copy(broker: Broker, { id, log: current }: Partition, future: PartitionLog): void {
  align(current, future)
  const records = nextBytes(broker, current, future)
  if (records.length > 0) {
    beginWithBatch(broker, { id, log: future }, records)
    future.appendAsFollower(records, broker.node.env.wall())
  }
  noteMoved(broker, records.length)
  future.updateHighWatermark(current.highWatermark)
  future.moveStartTo(current.logStartOffset)
}

/** Cuts the future log where the current one went another way meanwhile, and begins it anew where that one begins now. */
export function align(current: PartitionLog, future: PartitionLog): void {
  while (cut(current, future)) { /* each cut leaves another epoch to compare */ }
  if (future.logEndOffset < current.logStartOffset) future.truncateFullyAndStartAt(current.logStartOffset)
  else if (future.logEndOffset > current.logEndOffset) future.truncateTo(current.logEndOffset)
}

function cut(current: PartitionLog, future: PartitionLog): boolean {
  const epoch = future.latestEpoch, before = future.logEndOffset, end = current.endOffsetForEpoch(epoch)
  if (epoch < 0 || end.endOffset < 0 || (end.epoch === epoch && end.endOffset >= before)) return false
  future.truncateTo(truncationOffset(future, end).offset)
  return future.logEndOffset < before
}

/** What a move does next; harmless at any time. */
export function advance(broker: Broker, partition: Partition): void {
  const { future } = partition
  if (!future) return
  if (!isCaughtUp(partition, future)) copyMore(broker, partition, future)
  else if (future.state === 'copying') askToAssign(broker, partition, future)
  else if (future.state === 'accepted') replaceWithFuture(broker, partition, future.log)
}

/** Partition.runCallbackIfFutureReplicaCaughtUp. A flush that is waited for in the current log must not be forgotten with it. */
const isCaughtUp = ({ log: current }: Partition, { log: future }: Future): boolean =>
  future.logEndOffset === current.logEndOffset && !future.awaitsFlush(future.logEndOffset)

function askToAssign(broker: Broker, partition: Partition, future: Future): void {
  future.state = 'queued'
  assignTo(broker, partition, directoryId(broker, future.log))
  sendAssignments(broker)
}

/** The controller has taken that a replica lies in `directory`. */
export function onAssigned(broker: Broker, id: PartitionId, directory: string): void {
  const partition = broker.partitions.get(id), future = partition?.future
  if (!partition || future?.state !== 'queued' || directoryId(broker, future.log) !== directory) return
  future.state = 'accepted'
  advance(broker, partition)
}
