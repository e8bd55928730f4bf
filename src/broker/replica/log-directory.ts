import type { PartitionId } from '../../env/domain-event.ts'
import type { PartitionLog } from '../../log/api.ts'
import { parentDir } from '../../log/log-manager.ts'
import type { Broker } from '../context.ts'

/** The logs in all `log.dirs` (LogManager) besides those of replicas: found at start and not placed by metadata yet, or on their way out. */
export interface LogDirectory {
  readonly found: Map<PartitionId, FoundLog>
  /** The same, of those that copy a log in another directory. */
  readonly futures: Map<PartitionId, FoundLog>
  /** Where a replica that is not here yet is wanted (AlterReplicaLogDirs). */
  readonly preferred: Map<PartitionId, string>
  /** Folders renamed to `…-delete`, with the partition they were; removed after `file.delete.delay.ms`. */
  readonly deleting: Map<string, PartitionId>
  /** What each checkpoint file says, so that one that would say the same again is not written. */
  readonly written: Map<string, string>
}

export interface FoundLog { readonly topicId: string | null; readonly log: PartitionLog }

export const newLogDirectory = (): LogDirectory => ({ found: new Map(), futures: new Map(), preferred: new Map(), deleting: new Map(), written: new Map() })

/** The id of the directory a log lies in. */
export const directoryId = (broker: Broker, { dir }: PartitionLog): string => broker.node.logDirs.find(({ path }) => path === parentDir(dir))!.id

/** What the controller is to be told of where replicas lie (KIP-858, AssignmentsManager). */
export interface Assignments {
  /** The directory to be told of each partition, in order of asking. */
  readonly wanted: Map<PartitionId, Assignment>
  /** What the request under way carries. */
  inFlight: ReadonlyMap<PartitionId, Assignment> | null
  /** Requests that failed since the last that did not. */
  failures: number
}
export interface Assignment { readonly topicId: string; readonly directory: string }

export const newAssignments = (): Assignments => ({ wanted: new Map(), inFlight: null, failures: 0 })
