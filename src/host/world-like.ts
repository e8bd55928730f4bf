import type { Beans, RequestTimes } from '../env/metrics.ts'
import type { Action } from '../world/action.ts'
import type { Waiting } from '../world/away-region.ts'
import type { DiskChanges } from '../world/disk-journal.ts'
import type { Away } from '../world/regions.ts'
import type { RecordedTurn } from '../world/scripts.ts'
import type { StoredRecord } from '../world/stored-records.ts'
import type { ClusterView, Micros, PartitionId, Told } from '../world/view.ts'
import type { Flight } from '../world/wire.ts'
import type { Advance, Advanced, LoggedAction } from '../world/world.ts'

/** As much of a world as a host uses. */
export interface WorldLike {
  readonly seed: number
  readonly now: Micros
  readonly told: { listen(listener: (told: Told) => void): () => void }
  act(action: Action): LoggedAction
  answer(script: string, calls: unknown): void
  /** Whether a script's realm is expected to answer. */
  asks(script: string): boolean
  /** Waits only for regions elsewhere. */
  advancing(ask: Advance): Waiting<Advanced>
  placing(away: readonly Away[]): Waiting<boolean>
  /** What can be seen of it is of one moment. */
  readonly stands: boolean
  view(): ClusterView
  /** What a partition's leader has in its log; nothing of a machine that is run elsewhere. */
  records(partition: PartitionId, view: ClusterView): readonly StoredRecord[]
  /** A file of that leader's folder of the partition; null when it is not there. */
  file(partition: PartitionId, name: string, view: ClusterView): Uint8Array | null
  /** The actions so far, and what scripts answered. */
  log(): readonly LoggedAction[]
  turns(): readonly RecordedTurn[]
  /** What the disks gained since this was last asked. */
  changes(): readonly DiskChanges[]
  /** How many bytes of disks `changes` would give. */
  gainedBytes(): number
  traceHash(): string
  readonly flights: { watch(watcher: (flight: Flight) => void): () => void }
  /** What those of its processes that run here measure of themselves, and the requests servers answered last. */
  beans(): Readonly<Record<string, Beans>>
  requests(): Readonly<Record<string, readonly RequestTimes[]>>
}
