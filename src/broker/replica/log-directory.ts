import type { PartitionId } from '../../env/domain-event.ts'
import type { PartitionLog } from '../../log/api.ts'

/** The logs in all `log.dirs` (LogManager) besides those of replicas: found at start and not placed by metadata yet, or on their way out. */
export interface LogDirectory {
  readonly found: Map<PartitionId, FoundLog>
  /** Folders renamed to `…-delete`, with the partition they were; removed after `file.delete.delay.ms`. */
  readonly deleting: Map<string, PartitionId>
  /** What each checkpoint file says, so that one that would say the same again is not written. */
  readonly written: Map<string, string>
}

export interface FoundLog { readonly topicId: string | null; readonly log: PartitionLog }

export const newLogDirectory = (): LogDirectory => ({ found: new Map(), deleting: new Map(), written: new Map() })
