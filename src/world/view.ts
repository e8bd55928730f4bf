import type { DomainEvent, PartitionId, Span } from '../env/domain-event.ts'
import type { Micros, Millis } from '../env/units.ts'
import type { GroupView, MetadataView, ProcessView, ReplicaView } from '../env/view.ts'

export type * from '../env/view.ts'
export type { PartitionId, Span, DomainEvent } from '../env/domain-event.ts'
export type { Micros, Millis } from '../env/units.ts'

/**
 * The whole world as one moment's plain data: what the page draws, lessons ask, tests snapshot.
 * Every mark on the page is driven by a field of this; helpers are free functions over it (`view-helpers.ts`).
 */
export interface ClusterView {
  now: Micros
  /** Wall time of an unskewed machine at `now`. */
  wall: Millis
  clusterId: string
  machines: Readonly<Record<string, MachineView>>
  /** Every process that was ever started and not removed; a dead one keeps the view it died with. */
  processes: Readonly<Record<string, RunningView>>
  /** Metadata as the active controller has committed it; without one, as last committed. */
  metadata: MetadataView
  controller: { active: number | null; epoch: number; voters: readonly number[] }
  /** Replicas by partition, then by broker id: leader's and followers', the dead ones' as their disks last held them. */
  replicas: Readonly<Record<PartitionId, Readonly<Record<number, ReplicaView>>>>
  groups: Readonly<Record<string, GroupView & { coordinator: number }>>
  /** Requests and responses on a wire right now, oldest first; bounded, `framesMore` counts the rest. */
  frames: readonly FrameView[]
  framesMore: number
  /** What somebody did to the world and has not undone. */
  faults: readonly FaultView[]
  ledger: LedgerView
  invariants: readonly { name: string; at: Micros; text: string }[]
}

export interface MachineView {
  name: string
  rack: string | null
  power: boolean
  /** When it was made, or last powered on. */
  bootedAt: Micros
  profile: string
  disk: { usedBytes: number; capBytes: number; dirtyBytes: number; slow: number | null; offline: boolean }
  /** World time at which work queued now would be served, per pool that is busy. */
  busy: Readonly<Record<string, number>>
}

export interface RunningView {
  name: string
  machine: string
  program: string
  state: 'up' | 'down' | 'paused'
  /** Exit code and reason of one that ended by itself. */
  exit: { code: number; reason: string | null } | null
  startedAt: Micros
  view: ProcessView | null
}

/** One frame on the wire: a fact of the network, decoded as far as its header. */
export interface FrameView {
  connection: string
  from: string
  to: string
  api: string
  version: number
  correlation: number
  dir: 'request' | 'response'
  sentAt: Micros
  arrivesAt: Micros
  /** A cut line or a dark machine keeps it from arriving. */
  held?: true
  bytes: number
  /** What a request or response carries, per partition: records, offsets, an error. */
  carries: readonly { partition: PartitionId; records: number; offset: number | null; error: string | null }[]
}

export interface FaultView { id: string; is: string; on: readonly string[]; since: Micros; detail: Readonly<Record<string, number | string>> }

/** Every record from `send()` on, counted by ranges. Totals first; per partition, process and group for who asks. */
export interface LedgerView {
  totals: LedgerCounts
  partitions: Readonly<Record<PartitionId, LedgerCounts>>
  processes: Readonly<Record<string, LedgerCounts>>
  /** Deliveries in order, by group (`''` = without one) and partition; neighbours merged, oldest dropped first. */
  delivered: Readonly<Record<string, Readonly<Record<PartitionId, readonly (Span & { at: Micros })[]>>>>
  deliveredCount: Readonly<Record<string, number>>
  /** Acknowledged and gone, for showing where. */
  lost: readonly { partition: PartitionId; offsets: Span; at: Micros }[]
}
export interface LedgerCounts {
  sent: number
  /** Handed to `send`, not yet answered either way. */
  pending: number
  acknowledged: number
  failed: number
  /** In a log below the high watermark, whoever wrote them. */
  visible: number
  /** Acknowledged and gone. */
  lost: number
  /** Gone and never acknowledged. */
  vanished: number
  duplicated: number
  reordered: number
}

/** A domain event with when and who, as the event log and the time bar keep it. */
export type Told = DomainEvent & { readonly at: Micros; readonly machine: string; readonly process: string; readonly seq: number }
